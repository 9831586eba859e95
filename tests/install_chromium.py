"""Make sure that a Chromium is there for the page's tests: one on the machine, else the system's, else Playwright's own.

Best the one without a window of its own (headless shell): a page opened and asked in it takes half the processor's time. Run by `make test` before pytest; quick when nothing is missing. `find_chromium` is what the tests themselves ask.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
COMMANDS = (*SHELLS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MAC_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
DEBIAN_SHELL, DEBIAN_BROWSER, DEBIAN_FONT = "chromium-headless-shell", "chromium", "fonts-noto-cjk"


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


def _apt_install(*packages: str) -> bool:
    """Install the first of `packages` that can be had, if this is a Debian and we may; True when that worked."""
    prefix = _as_root()
    if prefix is None or not shutil.which("apt-get"):
        return False
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    print(f"Installing {packages[0]} for the page's tests...", flush=True)
    subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL, check=False)
    install = [*apt, "install", "-y", "--no-install-recommends"]
    return any(not subprocess.run([*install, package], stdout=subprocess.DEVNULL, check=False).returncode for package in packages)


def main() -> int:
    browser = find_chromium()
    if not any(map(shutil.which, SHELLS)):
        _apt_install(*([DEBIAN_SHELL] if browser else [DEBIAN_SHELL, DEBIAN_BROWSER]))
    if not _has_chinese_font():
        _apt_install(DEBIAN_FONT)
    if not find_chromium():
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
