"""The course's PostgreSQL and MariaDB examples, against real servers that the test starts."""

from __future__ import annotations

import pytest

pytest.importorskip("jupyter_client")
pytest.importorskip("ipykernel")

from tests import database_servers as servers
from tests.course import LANGUAGES, read
from tests.live_kernel import LiveKernel

WHICH = [
    pytest.param(
        "asyncpg",
        "database-postgresql",
        servers.postgresql,
        marks=pytest.mark.skipif(not servers.HAS_POSTGRESQL, reason="no PostgreSQL here (Debian: postgresql)"),
        id="postgresql",
    ),
    pytest.param(
        "aiomysql",
        "database-mariadb",
        servers.mariadb,
        marks=pytest.mark.skipif(not servers.HAS_MARIADB, reason="no MariaDB here (Debian: mariadb-server)"),
        id="mariadb",
    ),
]
MEANWHILE = """
import aioscope
run = aioscope.last_run()
print(run.concurrency(names=[f"ask-{number}" for number in range(4)]), len(run.leftovers))
"""


@pytest.mark.parametrize(("library", "example", "server"), WHICH)
def test_the_example_gets_its_answers(library, example, server):
    """Four questions by two connections: all are answered, in both languages, twice in a row, and nothing is left."""
    pytest.importorskip(library)
    notebooks = (read(language, "23-database.ipynb") for language in LANGUAGES)
    cells = [cell for notebook in notebooks for cell in notebook.cells if cell.course.get("id") == example]
    kernel = LiveKernel()
    try:
        kernel.run("%load_ext aioscope\n%aioscope on")
        with server() as variables:
            kernel.run(f"import os; os.environ.update({variables!r})")
            for cell in (*cells, cells[0]):
                done = kernel.run(cell.source, cell.id)
                assert done.status == "ok", f"{done.error}\n{done.trace}"
                assert sorted(done.stdout.split("\n")) == ["", "0 0", "1 1", "2 4", "3 9"]
                seen = kernel.run(MEANWHILE)
                assert seen.stdout == "4 0\n", seen.error
        gone = kernel.run(cells[0].source, cells[0].id)
        assert gone.status == "ok", gone.error
        assert "docker run" in gone.stdout
    finally:
        kernel.close()
