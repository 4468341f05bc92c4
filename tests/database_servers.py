"""A PostgreSQL and a MariaDB of the test's own: in a folder that goes away, on a free port, for the course's examples.

Both are Debian's packages, or whatever else puts ``initdb`` and ``mariadbd`` where they can be found. Neither runs as
root, so as root they are given to the users that the packages make.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

DEBIANS_POSTGRESQL = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
LONGEST_START = 30.0
"""Seconds until a server has to answer."""


def program(name: str) -> str | None:
    """The path of a server's program; None: it is not there."""
    places = [str(path) for path in reversed(DEBIANS_POSTGRESQL)] if name in ("initdb", "postgres") else []
    return shutil.which(name, path=os.pathsep.join([*places, os.environ.get("PATH", ""), "/usr/sbin"]))


HAS_POSTGRESQL = program("initdb") is not None and program("postgres") is not None
HAS_MARIADB = program("mariadbd") is not None and program("mariadb-install-db") is not None


@contextlib.contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    """Run a PostgreSQL; yield the variables that lead there."""
    with _folder("postgres") as (folder, as_user):
        data, port = folder / "data", _free_port()
        _do(as_user, program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "--no-locale")
        options = ["-D", data, "-p", port, "-h", "127.0.0.1", "-k", folder, "-F"]
        with _running(as_user, folder, port, program("postgres"), *options):
            yield {
                "PGHOST": "127.0.0.1",
                "PGPORT": str(port),
                "PGUSER": "postgres",
                "PGDATABASE": "postgres",
            }


@contextlib.contextmanager
def mariadb() -> Iterator[dict[str, str]]:
    """Run a MariaDB; yield the variables that lead there."""
    with _folder("mysql") as (folder, as_user):
        data, port = folder / "data", _free_port()
        _do(as_user, program("mariadb-install-db"), "--no-defaults", f"--datadir={data}", "--skip-test-db")
        grants = folder / "grants.sql"
        grants.write_text("CREATE USER learner@'127.0.0.1' IDENTIFIED BY 'secret';", encoding="utf-8")
        grants.chmod(0o644)
        options = [
            "--no-defaults",
            f"--datadir={data}",
            f"--port={port}",
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            f"--socket={folder / 'socket'}",
            f"--pid-file={folder / 'pid'}",
            f"--init-file={grants}",
        ]
        with _running(as_user, folder, port, program("mariadbd"), *options):
            yield {
                "MYSQL_HOST": "127.0.0.1",
                "MYSQL_TCP_PORT": str(port),
                "MYSQL_USER": "learner",
                "MYSQL_PWD": "secret",
            }


@contextlib.contextmanager
def _folder(user: str) -> Iterator[tuple[Path, list[str]]]:
    """A folder for a server, and how to begin a command as the user that it belongs to."""
    with tempfile.TemporaryDirectory(prefix="aioscope-") as name:  # short: a socket's path has a limit
        as_user: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(name, user)
            as_user = ["runuser", "-u", user, "--"]
        yield Path(name), as_user


def _do(as_user: list[str], *command: object) -> None:
    done = subprocess.run([*as_user, *map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@contextlib.contextmanager
def _running(as_user: list[str], folder: Path, port: int, *command: object) -> Iterator[None]:
    with (folder / "log").open("w", encoding="utf-8") as said:
        server = subprocess.Popen([*as_user, *map(str, command)], stdout=said, stderr=said, cwd=folder)
        try:
            end = time.monotonic() + LONGEST_START
            while not _answers(port):
                assert server.poll() is None, (folder / "log").read_text(encoding="utf-8")
                assert time.monotonic() < end, f"no answer in {LONGEST_START} s"
                time.sleep(0.1)
            yield
        finally:
            server.terminate()
            server.wait(30)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
