"""Finds the Chromium that the journeys run in, and prints its path. As root on Debian it installs a missing one.

    python scripts/browser.py

Tried in this order: $CHROMIUM_PATH, the browsers on PATH, Playwright's own, Debian's package. Everything else that it
says goes to stderr, so that ``CHROMIUM_PATH=$(python scripts/browser.py)`` works.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
UI_TESTS = Path(__file__).resolve().parent.parent / "ui-tests"
ADVICE = (
    "No Chromium was found. Install one (Debian, Ubuntu: apt-get install chromium fonts-noto-cjk; anywhere: "
    "cd ui-tests && npx playwright install chromium), or name one: make test CHROMIUM_PATH=/path/to/chromium"
)


def say(sentence: str) -> None:
    """Tell the person; stdout is for the path alone."""
    print(sentence, file=sys.stderr, flush=True)


def installed() -> str | None:
    """Return the path of a browser that is there already."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if Path(MAC).exists():
        return MAC
    return playwrights_own()


def playwrights_own() -> str | None:
    """Return the path of the browser that ``npx playwright install chromium`` brought, if it did."""
    program = "console.log(require('@playwright/test').chromium.executablePath())"
    try:
        asked = subprocess.run(["node", "-e", program], cwd=UI_TESTS, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else None


def is_debian_root() -> bool:
    """Tell whether apt-get may install chromium here. Not on Ubuntu, whose package only points at a snap."""
    release = Path("/etc/os-release")
    return (
        hasattr(os, "geteuid")
        and os.geteuid() == 0
        and shutil.which("apt-get") is not None
        and release.exists()
        and "ID=debian" in release.read_text(encoding="utf-8").splitlines()
    )


def install(*packages: str) -> bool:
    """Install Debian packages quietly; tell whether that went well."""
    say(f"Installing Debian's {' and '.join(packages)}.")
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        if subprocess.run(["apt-get", *command], check=False, **quiet).returncode:
            say(f"apt-get {command[0]} failed.")
            return False
    return True


def draws_chinese() -> bool:
    """Tell whether there is a font with Chinese characters; a machine without fc-list counts as having none."""
    if shutil.which("fc-list") is None:
        return sys.platform == "darwin"
    fonts = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False)
    return bool(fonts.stdout.strip())


def main() -> int:
    """Print the path, or a sentence that says what to do."""
    chosen = os.environ.get("CHROMIUM_PATH")
    if chosen and not shutil.which(chosen):
        say(f"CHROMIUM_PATH is {chosen}, which is no program here.")
        return 1
    path = chosen or installed()
    if path is None and is_debian_root() and install("chromium", "fonts-noto-cjk"):
        path = installed()
    if path is None:
        say(ADVICE)
        return 1
    if not draws_chinese() and not (is_debian_root() and install("fonts-noto-cjk")):
        say("No font here has Chinese characters: the Chinese pictures will show boxes (Debian: fonts-noto-cjk).")
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
