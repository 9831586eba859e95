"""Make sure that a Chromium is there for the page's tests: one on the machine, else the system's, else Playwright's own.

Run by `make test` before pytest; quick when nothing is missing. `find_chromium` is what the tests themselves ask.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MAC_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk")


def find_chromium() -> str | None:
    """The path of a Chromium on this machine, Playwright's own included; None where there is none."""
    on_path = [shutil.which(command) for command in COMMANDS]
    candidates = [path for path in on_path if path] + [path for path in MAC_APPLICATIONS if Path(path).exists()]
    return candidates[0] if candidates else _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _has_chinese_font() -> bool:
    """Without one a browser draws boxes; where fontconfig is missing (macOS, Windows) the system has its own."""
    if not shutil.which("fc-list"):
        return not shutil.which("apt-get")
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout.strip())


def _as_root() -> list[str] | None:
    """The words that go before a command to run it as root without being asked for a password; None where that is impossible."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return []
    passwordless = (
        shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )
    return ["sudo", "-n"] if passwordless else None


def _apt_install(packages: list[str]) -> bool:
    """Install Debian packages if this is a Debian and we may; True when that worked."""
    prefix = _as_root()
    if prefix is None or not shutil.which("apt-get"):
        return False
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    print(f"Installing {' and '.join(packages)} for the page's tests...", flush=True)
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        if subprocess.run([*apt, *arguments], stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return True


def main() -> int:
    browser, font = find_chromium(), _has_chinese_font()
    wanted = [package for package, there in zip(DEBIAN_PACKAGES, (browser, font), strict=True) if not there]
    if wanted and not _apt_install(wanted) and not browser:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not find_chromium():
        print("No Chromium for the page's tests: install one (on Debian: apt install chromium fonts-noto-cjk)", file=sys.stderr)
        return 2
    if not _has_chinese_font():
        print(
            "No Chinese font: install one to see what the page's tests see (on Debian: apt install fonts-noto-cjk)",
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
