"""Tests of CPython that `make conformance` does not count, and why. Nothing here but data.

A test belongs here only if it asserts on something that no program could care about and that the recorder cannot leave
as it is. A test that merely fails with the recorder on is a defect of the recorder.
"""

from __future__ import annotations

EXCLUDED: dict[str, str] = {}
"""A test's id, or the beginning of several -> the reason."""
