"""A loop that is run again within its own step: ``nest_asyncio`` and its successor, applied at any moment.

Each case is a process of its own, because what they patch in asyncio stays patched.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys

import pytest

PROGRAM = """
import sys
package, moment = sys.argv[1:]
nest = __import__(package)
import asyncio, json
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
if moment == "before aioscope": nest.apply(loop)
import aioscope
if moment == "before the run": nest.apply(loop)

async def nap(): await asyncio.sleep(0.01)

async def outer():
    await asyncio.sleep(0.001)
    asyncio.get_running_loop().run_until_complete(asyncio.ensure_future(nap()))
    await asyncio.sleep(0.001)

async def main():
    if moment == "within": nest.apply()
    queue, key = asyncio.Queue(), asyncio.Lock()
    async with key:
        getter = asyncio.create_task(queue.get(), name="getter")
        await asyncio.create_task(outer(), name="outer")
        queue.put_nowait(1)
        await getter
    asyncio.run(nap())  # its last step runs the loop once more
    return 7

with aioscope.record() as run:
    assert loop.run_until_complete(loop.create_task(main(), name="main")) == 7
print(json.dumps({
    "tasks": [[t.name if t.name in ("main", "outer", "getter") else t.coroutine, t.role, t.outcome,
               [w.kind for w in t.waits], all(w.end_ns is not None for w in t.waits)] for t in run.tasks],
    "held": [h.end_ns is not None for r in run.resources for h in r.holders],
    "unseen": list(run.unseen), "findings": [f.code for f in run.findings],
    "parents": {t.name: next((p.name for p in run.tasks if p.id == t.parent), None) for t in run.tasks[:3]},
}))
loop.close()
"""

MOMENTS = ["before aioscope", "before the run", "within"]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("package", ["nest_asyncio", "nest_asyncio2"])
def test_nested_runs_are_recorded_and_said_to_be_approximate(package, moment):
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    if package == "nest_asyncio" and sys.version_info >= (3, 14):
        pytest.skip("nest_asyncio is not made for Python 3.14")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, package, moment],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    main, getter, outer, *naps = told["tasks"]
    assert main == ["main", "main", "returned", ["task", "task"], True]
    assert getter == ["getter", "task", "returned", ["queue.get"], True]
    assert outer == ["outer", "task", "returned", ["sleep", "sleep"], True]
    assert naps == [["nap", "task", "returned", ["sleep"], True]] * 2
    assert told["parents"] == {"main": None, "getter": "main", "outer": "main"}
    assert told["held"] == [True]
    assert [sentence.split(" (")[0] for sentence in told["unseen"]] == [
        "the loop was run again within one of its own steps"
    ]
    assert package in told["unseen"][0]
