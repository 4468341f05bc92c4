"""Opens JupyterLab on the course: what `make lab` runs once all is set up.

    python scripts/lab.py [--language en|zh-CN] [--port N] [--ip ADDRESS] [--folder FOLDER]

The course's notebooks are copied into the folder (.lab), nothing in it is overwritten, and the first one opens. Works
as root, and without a desktop (then it only prints the address).
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent

# The folder that the panel's "Open course" suggests too, so that both find the same copies.
FOLDERS = {"en": "aioscope-course-en", "zh-CN": "aioscope-course-zh-CN"}

EVERYWHERE = "0.0.0.0"  # noqa: S104 - only when asked for, to reach a container from outside it


def language_of(wanted: str) -> str:
    """Return the course language for a locale, or for the environment's where none is given.

    >>> language_of("zh_CN.UTF-8"), language_of("fr:zh"), language_of("en")
    ('zh-CN', 'en', 'en')
    """
    names = [wanted, *(os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))]
    locale = next((name for name in names if name), "en")
    return "zh-CN" if locale.lower().startswith("zh") else "en"


def copy_course(language: str, target: Path) -> tuple[list[Path], int]:
    """Copy the notebooks of a language that are not there yet; return all of them in order, and how many were new."""
    notebooks = sorted((ROOT / "notebooks" / language).glob("*.ipynb"))
    target.mkdir(parents=True, exist_ok=True)
    new = 0
    for notebook in notebooks:
        if not (target / notebook.name).exists():
            shutil.copyfile(notebook, target / notebook.name)
            new += 1
    return [target / notebook.name for notebook in notebooks], new


def free_port(ip: str, wanted: int) -> int:
    """Return the wanted port if nobody listens there, else any free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ip, wanted))
        except OSError:
            probe.bind((ip, 0))
        return int(probe.getsockname()[1])


def has_desktop() -> bool:
    """Tell whether a browser window can open here."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def write_settings(language: str, config: Path) -> None:
    """Make the course's language that of JupyterLab, which the panels follow, until the user chooses another."""
    overrides = config / "labconfig" / "default_setting_overrides.json"
    overrides.parent.mkdir(parents=True, exist_ok=True)
    settings = {
        "@jupyterlab/translation-extension:plugin": {"locale": language.replace("-", "_")},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
    }
    overrides.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def wait_until_it_answers(server: subprocess.Popen[bytes], url: str, seconds: int) -> bool:
    """Tell whether the server came up in time."""
    for _ in range(seconds * 4):
        if server.poll() is not None:
            return False
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - an address of our own
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.25)
        else:
            return True
    return False


def serve(arguments: argparse.Namespace) -> int:
    """Copy the course, start the server, open the first notebook, and stay until stopped."""
    language = language_of(arguments.language)
    folder = Path(arguments.folder).resolve()
    notebooks, new = copy_course(language, folder / FOLDERS[language])
    kept = len(notebooks) - new
    print(
        f"Course ({language}) in {folder / FOLDERS[language]}: {new} notebooks copied, {kept} were there and are kept."
    )
    config = folder / ".config"
    write_settings(language, config)

    port = free_port(arguments.ip, arguments.port)
    token = secrets.token_hex(16)
    page = f"/lab/tree/{quote(notebooks[0].relative_to(folder).as_posix())}" if notebooks else "/lab"
    host = "127.0.0.1" if arguments.ip == EVERYWHERE else arguments.ip
    address = f"http://{host}:{port}{page}?token={token}"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ip={arguments.ip}", f"--port={port}"]
    command += [f"--ServerApp.root_dir={folder}", "--ServerApp.port_retries=0", "--ServerApp.log_level=WARN"]
    # Progress and open tabs belong to this folder, not to the JupyterLab that the user may have elsewhere.
    command += [f"--LabApp.{name}_dir={config / name}" for name in ("user_settings", "workspaces")]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    environment = {**os.environ, "JUPYTER_TOKEN": token}
    environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        filter(None, [str(config), os.environ.get("JUPYTER_CONFIG_PATH", "")])
    )
    print("Starting JupyterLab.", flush=True)
    # In a session of its own, so that Ctrl+C reaches only us and the server is not asked whether it is sure.
    server = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        if not wait_until_it_answers(server, f"http://{host}:{port}/api", seconds=120):
            print("JupyterLab did not start: what it said stands above.")
            return 1
        print(f"\nReady. The course is at\n\n    {address}\n\nCtrl+C stops it.", flush=True)
        if has_desktop() and not arguments.no_browser:
            webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stop(server)
        print("\nJupyterLab has stopped.", flush=True)


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server and with it its kernels."""
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()


def interrupt(*_: object) -> None:
    """Let a closed terminal or a stopped container end it like Ctrl+C."""
    raise KeyboardInterrupt


def main() -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description="Opens JupyterLab on the course.")
    parser.add_argument("--language", default="", help="en or zh-CN; without it, that of the environment")
    parser.add_argument("--port", type=int, default=8888, help="the port if it is free, else any")
    parser.add_argument("--ip", default="127.0.0.1", help="0.0.0.0 to reach it from outside a container")
    parser.add_argument("--folder", default=str(ROOT / ".lab"), help="where JupyterLab opens")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, interrupt)
    return serve(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
