"""Asks which locked packages have known advisories, by pip-audit where it is installed and the network allows it.

    pip install pip-audit && python tests/check_advisories.py

Exit status 0 none, 1 some, 3 where it could not be found out, which it says.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOCKS = Path(__file__).resolve().parents[1] / "locks"
COULD_NOT = 3


def main() -> int:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    status = 0
    for kind in ("run", "test"):
        lock = LOCKS / f"{kind}-{python}.txt"
        if not lock.is_file():
            print(f"There is no lock for Python {python}: {lock} does not exist.")
            return COULD_NOT
        command = [
            sys.executable,
            "-m",
            "pip_audit",
            "--require-hashes",
            "--disable-pip",
            "--progress-spinner",
            "off",
            "-r",
            str(lock),
        ]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        except subprocess.TimeoutExpired:
            print("Advisories could not be checked: the service does not answer.")
            return COULD_NOT
        told = (done.stdout + done.stderr).strip()
        if done.returncode and "No module named pip_audit" in told:
            print("Advisories could not be checked: pip-audit is not installed; pip install pip-audit")
            return COULD_NOT
        if done.returncode and "known vulnerabilit" not in told:
            print(f"Advisories of {lock.name} could not be checked: {told.splitlines()[-1] if told else done.returncode}")
            return COULD_NOT
        if unknown := told.count("could not be audited"):
            print(
                f"{lock.name}: {unknown} packages are not known to the service that was reached, so their advisories could not be checked."
            )
            status = status or COULD_NOT
            continue
        print(f"{lock.name}: {told}")
        status = 1 if done.returncode else status
    return status


if __name__ == "__main__":
    sys.exit(main())
