"""A kernel with an older Python gets a sentence, not a syntax error."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PRETEND = "import sys; sys.version_info = (3, 9, 18, 'final', 0); import aioscope"


def test_an_older_python_gets_a_sentence():
    done = subprocess.run([sys.executable, "-c", PRETEND], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "ImportError: aioscope needs Python 3.10 or newer in the kernel; this one is Python 3.9. "
        "Choose another kernel (Kernel > Change Kernel), or make one with a newer Python."
    )


def test_the_file_that_says_so_is_understood_by_older_pythons():
    ast.parse((ROOT / "aioscope/__init__.py").read_text(encoding="utf-8"), feature_version=(3, 7))
