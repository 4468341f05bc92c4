"""The import checker itself: each kind of violation is found in a small tree, and each kind of good file passes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from check_imports import check_tree, main

REPOSITORY = Path(__file__).resolve().parent.parent


def tree(root: Path, files: dict[str, str]) -> Path:
    """Write the files, each by its path from the root."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def notebook(*cells: str, requires: tuple[str, ...] = ()) -> str:
    return json.dumps(
        {
            "metadata": {"aioscope": {"requires": list(requires)}},
            "cells": [{"cell_type": "code", "metadata": {}, "source": source.splitlines(True)} for source in cells],
        }
    )


INIT = "__all__ = ['record', 'expect']\n"

VIOLATIONS = {
    "model imports view": (
        {"src/model/log.ts": "export const a = 1;\nimport { b } from '../view/kit/words';\n"},
        "src/model/log.ts:2: src/model may not import ../view/kit/words.",
    ),
    "an import over several lines": (
        {"src/view/tree/body.tsx": "import {\n  a,\n  b\n} from '@lumino/widgets';\n"},
        "src/view/tree/body.tsx:4: src/view may not import @lumino/widgets.",
    ),
    "a re-export": (
        {"src/protocol/all.ts": "export * from '../model/log';\n"},
        "src/protocol/all.ts:1: src/protocol may not import ../model/log.",
    ),
    "a side effect": (
        {"src/concepts/panel.tsx": "import '../../style/base.css';\n"},
        "src/concepts/panel.tsx:1: src/concepts may not import ../../style/base.css.",
    ),
    "a dynamic import": (
        {"src/concepts/panel.tsx": "const a = await import('../view/panel/body');\n"},
        "src/concepts/panel.tsx:1: src/concepts may not import ../view/panel/body.",
    ),
    "a computed import": (
        {"src/lab/late.ts": "const a = await import(name);\n"},
        "src/lab/late.ts:1: imports a computed name, which nobody can check: write the name.",
    ),
    "a value where only a type may be": (
        {"src/view/kit/words.ts": "import { nullTranslator } from '@jupyterlab/translation';\n"},
        "src/view/kit/words.ts:1: src/view may not import @jupyterlab/translation but as a type (import type).",
    ),
    "a package like an allowed one": (
        {"src/view/kit/scale.ts": "import { a } from 'react-dom';\n"},
        "src/view/kit/scale.ts:1: src/view may not import react-dom.",
    ),
    "out of the repository": (
        {"src/lab/x.ts": "import a from '../../../secret';\n"},
        "src/lab/x.ts:1: src/lab may not import ../../../secret.",
    ),
    "a folder that is no room": (
        {"src/misc/x.ts": "export const a = 1;\n"},
        "src/misc/x.ts:1: src/misc is no room: list it in scripts/allowed_imports.py.",
    ),
    "a spec may not do everything": (
        {"src/model/log.spec.ts": "import { a } from '../lab/plugin';\n"},
        "src/model/log.spec.ts:1: src/model may not import ../lab/plugin.",
    ),
    "the recorder imports a package": (
        {"aioscope/recorder.py": "import asyncio\nimport numpy\n"},
        "aioscope/recorder.py:2: the recorder is standard library only: recorder.py may not import numpy.",
    ),
    "the recorder imports IPython": (
        {"aioscope/waits.py": "def f():\n    from IPython.core import magic\n"},
        "aioscope/waits.py:2: the recorder is standard library only: waits.py may not import IPython.",
    ),
    "the magic imports comm": (
        {"aioscope/magic.py": "from comm import create_comm\n"},
        "aioscope/magic.py:1: the recorder is standard library only: magic.py may not import comm.",
    ),
    "the recorder imports the transport": (
        {"aioscope/recorder.py": "from .transport import send\n"},
        "aioscope/recorder.py:1: recorder.py may not import transport: the recorder does not know Jupyter.",
    ),
    "the recorder imports the magic by another way": (
        {"aioscope/recorder.py": "from . import magic\n"},
        "aioscope/recorder.py:1: recorder.py may not import magic: the recorder does not know Jupyter.",
    ),
    "the package loads IPython": (
        {"aioscope/__init__.py": INIT + "from aioscope.magic import load\n"},
        "aioscope/__init__.py:2: import magic inside a function: import aioscope must not load IPython.",
    ),
    "the package does not say what is public": (
        {"aioscope/__init__.py": "record = 1\n"},
        "aioscope/__init__.py:1: has no __all__, which says what notebooks may use.",
    ),
    "a script needs a package": (
        {"scripts/summary.py": "import requests\n"},
        "scripts/summary.py:1: scripts run before anything is installed: they may not import requests.",
    ),
    "a notebook imports a private module": (
        {"aioscope/__init__.py": INIT, "notebooks/en/a.ipynb": notebook("1", "%%aioscope\nimport aioscope.recorder")},
        "notebooks/en/a.ipynb:2: cell 2 imports recorder, which is not a public name of aioscope.",
    ),
    "a notebook imports a private name": (
        {"aioscope/__init__.py": INIT, "notebooks/en/a.ipynb": notebook("from aioscope import expect, facts")},
        "notebooks/en/a.ipynb:1: cell 1 imports facts, which is not a public name of aioscope.",
    ),
    "a notebook uses a private name": (
        {"aioscope/__init__.py": INIT, "notebooks/en/a.ipynb": notebook("import aioscope\naioscope.hooks.undo()")},
        "notebooks/en/a.ipynb:2: cell 1 uses aioscope.hooks, which is not a public name.",
    ),
    "a notebook needs what it does not say": (
        {"aioscope/__init__.py": INIT, "notebooks/en/a.ipynb": notebook("import httpx")},
        "notebooks/en/a.ipynb:1: cell 1 imports httpx, which is not listed under requires in its metadata.",
    ),
    "a notebook cell that cannot run": (
        {"notebooks/en/a.ipynb": notebook("x = (")},
        "notebooks/en/a.ipynb:1: cell 1 is not Python: '(' was never closed.",
    ),
}


@pytest.mark.parametrize(("files", "line"), VIOLATIONS.values(), ids=VIOLATIONS)
def test_violation_is_named(tmp_path: Path, files: dict[str, str], line: str) -> None:
    assert check_tree(tree(tmp_path, files)) == (len(files), [line])


def test_what_is_allowed_passes(tmp_path: Path) -> None:
    good = {
        "src/index.ts": "import { plugin } from './lab/plugin';\nexport default [plugin];\n",
        "src/protocol/decode.ts": "import type { Fact } from './events';\n",
        "src/model/log.ts": "// import { a } from '../view/a';\n/*\nimport b from 'b';\n*/\n"
        "import { c } from '../protocol/x';\n",
        "src/model/log.spec.ts": "import fc from 'fast-check';\nimport { story } from '../testing/story';\n",
        "src/view/kit/words.ts": "import type { TranslationBundle } from '@jupyterlab/translation';\n",
        "src/view/tree/body.tsx": "import { type TranslationBundle } from '@jupyterlab/translation';\n"
        "import * as React from 'react';\nexport const url = 'https://x'; import('./late');\n",
        "src/concepts/course.ts": "import course from './generated/en.json';\n",
        "src/lab/plugin.ts": "import { a } from '../view/panel/body';\nimport i from '../../style/icons/i.svg';\n"
        "import { Widget } from '@lumino/widgets';\nconst b = await import('../concepts/panel');\n",
        "src/concepts/generated/en.ts": "import nothing from 'anywhere';\n",
        "aioscope/__init__.py": INIT
        + "from .run import record\ndef load_ipython_extension(ip):\n    from . import magic\n",
        "aioscope/run.py": "from __future__ import annotations\nimport asyncio\nfrom .facts import Fact\n",
        "aioscope/magic.py": "from IPython.core.magic import Magics\nfrom .transport import Sender\n",
        "aioscope/transport.py": "from comm import create_comm\n",
        "scripts/check.py": "import ast\nimport rooms\n",
        "scripts/rooms.py": "A = 1\n",
        "notebooks/en/a.ipynb": notebook(
            "%%aioscope --name x\nimport asyncio, aioscope\nawait asyncio.sleep(0)\naioscope.expect('a', True)",
            "%pip install httpx\nimport httpx",
            "%%writefile server.py\nimport anything",
            requires=("httpx>=0.27",),
        ),
    }
    count, found = check_tree(tree(tmp_path, good))
    assert found == []
    assert count == len(good) - 1  # the generated file is nobody's to check


def test_main_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree(tmp_path, {"src/model/a.ts": "import 'react';\nimport 'ajv';\n", "src/view/b.ts": "import 'react';\n"})
    assert main([str(tmp_path)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "src/model/a.ts:1: src/model may not import react."
    assert said[-1].startswith("Violations: 2. ")


def test_this_repository_is_read() -> None:
    count, _ = check_tree(REPOSITORY)
    assert count > 5
