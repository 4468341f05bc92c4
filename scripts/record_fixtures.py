"""Record the fixtures: run course examples in a real kernel under ``%%aioscope`` and save the runs.

    python scripts/record_fixtures.py            all of them, into protocol/fixtures/
    python scripts/record_fixtures.py semaphore  one

Times differ from one recording to the next; everything that specs assert on (names, states, order) does not.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "protocol" / "fixtures"

OWN = {
    "raised": """%%aioscope --name raised
import asyncio

async def fetch(delay, fail):
    await asyncio.sleep(delay)
    if fail:
        raise ValueError("no such page", 404)
    return delay

async def main():
    async def one(delay, fail):
        return await asyncio.create_task(fetch(delay, fail), name=f"fetch-{delay}")
    await asyncio.gather(one(0.05, False), one(0.1, True), one(0.3, False))

await main()
""",
    "leftover": """%%aioscope --name leftover
import asyncio

async def ticker():
    while True:
        await asyncio.sleep(0.05)

async def setter(flag):
    await asyncio.sleep(0.1)
    flag.set()

flag = asyncio.Event()
tick = asyncio.create_task(ticker(), name="ticker")
setting = asyncio.create_task(setter(flag), name="setter")
await flag.wait()
""",
    "deadlock": """%%aioscope --name deadlock
import asyncio

async def transfer(source, target):
    async with source:
        await asyncio.sleep(0.05)
        async with target:
            print("moved")

async def main():
    left, right = asyncio.Lock(), asyncio.Lock()
    stuck = [
        asyncio.create_task(transfer(left, right), name="to the right"),
        asyncio.create_task(transfer(right, left), name="to the left"),
    ]
    await asyncio.wait(stuck, timeout=0.4)
    for task in stuck:
        task.cancel()
    await asyncio.gather(*stuck, return_exceptions=True)

await main()
""",
    "blocked": """%%aioscope --name blocked
import asyncio
import time

async def tick():
    for _ in range(6):
        await asyncio.sleep(0.05)

async def crunch():
    await asyncio.sleep(0.08)
    time.sleep(0.4)

await asyncio.gather(
    asyncio.create_task(tick(), name="clock"), asyncio.create_task(crunch(), name="blocker")
)
""",
    "mistakes": """%%aioscope --name mistakes
import asyncio
import gc
import threading
import time

async def ask(seconds):
    await asyncio.sleep(seconds)

async def fail():
    await asyncio.sleep(0.01)
    raise ValueError("no such page")

async def wait_forever():
    await asyncio.get_running_loop().create_future()

async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        await asyncio.sleep(0.03)

async def use(lock):
    async with lock:
        await ask(0.1)

async def produce(jobs):
    for number in range(300):
        await jobs.put(number)
        await asyncio.sleep(0.001)

async def consume(jobs):
    while True:
        await jobs.get()
        await asyncio.sleep(0.01)

async def rows():
    try:
        while True:
            yield 1
    finally:
        await asyncio.sleep(0.01)

async def siblings():
    slow = asyncio.create_task(ask(0.15), name="slow sibling")
    try:
        await asyncio.gather(asyncio.create_task(fail(), name="first to fail"), slow)
    except ValueError:
        await slow

async def crunch():
    await asyncio.sleep(0.02)
    time.sleep(0.2)

async def swallow():
    task = asyncio.create_task(stubborn(), name="stubborn")
    await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.wait([task])

async def growing():
    jobs = asyncio.Queue()
    consumer = asyncio.create_task(consume(jobs), name="consumer")
    await asyncio.create_task(produce(jobs), name="producer")
    consumer.cancel()

async def main():
    ask(1)
    asyncio.create_task(fail(), name="unheard")
    asyncio.create_task(wait_forever(), name="lost")
    await ask(0.1)
    await ask(0.2)
    gc.collect()
    key = asyncio.Lock()
    await asyncio.gather(*(asyncio.create_task(use(key), name=f"user-{n}") for n in range(3)))
    await siblings()
    await swallow()
    async for _ in rows():
        break
    await growing()
    await asyncio.gather(
        asyncio.create_task(crunch(), name="cruncher"), asyncio.create_task(ask(0.05), name="delayed")
    )
    thread = threading.Thread(target=asyncio.run, args=(ask(0.01),), name="elsewhere")
    thread.start()
    await asyncio.to_thread(thread.join)

await main()
left = asyncio.create_task(ask(60), name="left over")
await asyncio.sleep(0)
""",
    "rerun": """%%aioscope --name rerun
import asyncio

async def serve():
    while True:
        await asyncio.sleep(0.05)

server = asyncio.create_task(serve(), name="server")
await asyncio.sleep(0.12)
""",
    "works": """%%aioscope --name works
import asyncio
import sys
import time

async def main():
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(0.1)")
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.05 * n) for n in range(1, 4)), process.wait())

await main()
""",
}
"""Phenomena that no example of the course shows."""

TWICE = {"rerun"}
"""Cells that show what they do when they are run again."""


def cells() -> dict[str, tuple[str, str]]:
    """Name of each fixture -> (id of its cell, source with its ``%%aioscope`` line)."""
    found = {name: (name, source) for name, source in OWN.items()}
    for path in sorted((ROOT / "notebooks" / "en").glob("*.ipynb")):
        notebook: Any = json.loads(path.read_text(encoding="utf-8"))
        concept = notebook["metadata"]["aioscope"]["concept"]
        for cell in notebook["cells"]:
            if cell["metadata"].get("aioscope", {}).get("role") == "example":
                source = "".join(cell["source"])
                found.setdefault(concept, (cell["id"], f"%%aioscope --name {concept}\n{source}"))
    return found


def record(wanted: list[str]) -> None:
    """Record the fixtures of these names into protocol/fixtures/."""
    FIXTURES.mkdir(exist_ok=True)
    for name, (cell, source) in cells().items():
        if wanted and name not in wanted:
            continue
        manager, client = start_new_kernel(cwd=str(ROOT))  # a new one each: no task of one run lives in the next
        try:
            path = FIXTURES / f"{name}.json"
            _run(client, "%load_ext aioscope", "setup")
            for _ in range(2 if name in TWICE else 1):
                _run(client, source, cell)
            _run(client, f"%aioscope save {path.as_posix()!r}", "save")
            print(f"{path.name}: {len(json.loads(path.read_text(encoding='utf-8'))['facts'])} facts")
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def _run(client: Any, source: str, cell: str) -> None:
    """Run a cell as JupyterLab does, with its id in the request's metadata."""
    content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
    message = client.session.msg("execute_request", content, metadata={"cellId": cell})
    client.shell_channel.send(message)
    while True:
        reply = client.get_shell_msg(timeout=60)
        if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
            break
    if reply["content"]["status"] != "ok" and "raised" not in source:
        raise SystemExit(f"cell {cell} failed: {reply['content']['ename']}: {reply['content']['evalue']}")


if __name__ == "__main__":
    record(sys.argv[1:])
