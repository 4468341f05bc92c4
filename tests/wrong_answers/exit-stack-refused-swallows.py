%%aioscope
# Wrong: everything is closed in the right order, but the refusal is swallowed and report returns. 'report still fails' must fail.
import asyncio
from contextlib import AsyncExitStack


class Connection:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        await asyncio.sleep(0.1)  # the handshake
        if self.name in ("db-4",):
            raise ConnectionError(f"{self.name} refuses")
        self.pulse = asyncio.create_task(self.keep_alive(), name=self.name)
        print(f"{self.name}: open")
        return self

    async def __aexit__(self, kind, error, traceback):
        self.pulse.cancel()
        await asyncio.wait([self.pulse])
        await asyncio.sleep(0.05)  # say goodbye
        print(f"{self.name}: closed")

    async def keep_alive(self):
        await asyncio.sleep(0.8)  # after that the server hangs up


async def report():
    async with AsyncExitStack() as stack:
        for name in ["db-1", "db-2", "db-3", "db-4"]:
            try:
                await stack.enter_async_context(Connection(name))
            except ConnectionError as error:
                print(error)
        await asyncio.sleep(0.2)  # the work


async def main():
    task = asyncio.create_task(report(), name="report")
    await asyncio.wait([task])
    print("report:", task.exception() or "done")


await main()
