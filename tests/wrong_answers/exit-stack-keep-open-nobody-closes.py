%%aioscope
# Wrong: main keeps the stack that it is handed, but never closes it. 'closed in the opposite order' and 'nothing is left over' must fail.
import asyncio
from contextlib import AsyncExitStack


class Connection:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        await asyncio.sleep(0.1)  # the handshake
        if self.name in ("spare-2",):
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


async def open_all(names):
    async with AsyncExitStack() as stack:
        for name in names:
            await stack.enter_async_context(Connection(name))
        return stack.pop_all()


async def work():
    await asyncio.sleep(0.3)
    print("the work is done")


async def main():
    stack = await open_all(["db-1", "db-2", "db-3"])
    await asyncio.create_task(work(), name="work")
    try:
        await open_all(["spare-1", "spare-2"])
    except ConnectionError as error:
        print(error)


await main()
