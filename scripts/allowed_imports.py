"""Which room may import what: the allowlist that check_imports.py enforces. Nothing here but data.

A room is a folder. A file may always import from its own room; whatever else it imports has to be listed. An entry is

- a room (``src/model``), which a relative import reaches,
- a package (``react``), with its subpaths, or
- a pattern (``@jupyterlab/*``); ``node:*`` stands for what Node brings along.

ARCHITECTURE.md shows the same as a picture.
"""

from __future__ import annotations

# A type import leaves no trace in the JavaScript: view and concepts still run in a plain page.
WORDS = ["@jupyterlab/translation"]

MODULES: dict[str, list[str]] = {
    "src": ["src/lab"],
    "src/protocol": [],
    "src/model": ["src/protocol"],
    "src/view": ["src/model", "src/protocol", "react", "d3-scale", "@dagrejs/dagre"],
    "src/concepts": ["react"],
    "src/lab": [
        "src/concepts",
        "src/view",
        "src/model",
        "src/protocol",
        "style",
        "react",
        "html-to-image",
        "@jupyterlab/*",
        "@lumino/*",
        "@codemirror/*",
    ],
    "src/testing": ["src/protocol", "src/model", "protocol", "fast-check", "typescript", "node:*"],
    "gallery": [
        "src/view",
        "src/model",
        "src/protocol",
        "src/testing",
        "protocol",
        "react",
        "react-dom",
        "@rspack/core",
        "node:*",
    ],
    "style": [],
    "ui-tests": ["@jupyterlab/galata", "@playwright/test", "node:*"],
    "scripts": ["json-schema-to-typescript", "prettier", "typescript", "node:*"],
}
"""TypeScript and JavaScript: room -> what its files may import."""

TYPES_ONLY: dict[str, list[str]] = {
    "src/view": WORDS,
    "src/concepts": WORDS,
    "src/testing": WORDS,
    "gallery": WORDS,
}
"""What a room may import with ``import type`` alone."""

SPECS = ["src/testing", "protocol", "ajv", "fast-check", "react", "react-dom", "node:*", *WORDS]
"""What a spec may import besides what its room may."""

PACKAGE = "aioscope"
"""The Python package: the standard library and its own modules, nothing else, except for these two."""

OUTSIDE: dict[str, list[str]] = {
    "magic.py": ["IPython"],
    "transport.py": ["IPython", "comm"],
}
"""Modules of the package that may touch Jupyter -> the distributions that each may import."""

KNOWS_JUPYTER: dict[str, list[str]] = {
    "__init__.py": ["magic"],
    "magic.py": ["transport"],
    "transport.py": ["magic"],
}
"""Who may import those modules; ``__init__.py`` only inside a function, so that ``import aioscope`` stays light."""

PYTHON_SCRIPTS = "scripts"
"""The folder of Python programs that run before anything is installed: standard library and each other."""

INSTALLED: dict[str, list[str]] = {
    "conformance_tests.py": ["aioscope"],
    "record_fixtures.py": ["aioscope", "jupyter_client"],
}
"""Those of them that run in .venv, or on the checkout itself -> what they may import from there."""
