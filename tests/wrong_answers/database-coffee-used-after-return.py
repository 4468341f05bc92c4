%%aioscope
# Wrong: the second query uses the connection after it was given back. 'twelve queries, each with a connection held' must fail.
import asyncio
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager


class Connection:
    """sqlite3 with a thread of its own: what aiosqlite does."""

    def __init__(self):
        self.sqlite = sqlite3.connect(":memory:", check_same_thread=False)
        self.sqlite.create_function("pause", 1, time.sleep)
        self.thread = ThreadPoolExecutor(1)

    async def query(self):
        def execute():
            return self.sqlite.execute("SELECT pause(0.05)").fetchall()

        await asyncio.get_running_loop().run_in_executor(self.thread, execute)

    def close(self):
        self.thread.shutdown()
        self.sqlite.close()


class Pool:
    """A semaphore with connections inside."""

    def __init__(self, size):
        self.permits = asyncio.Semaphore(size)
        self.idle = [Connection() for _ in range(size)]

    @asynccontextmanager
    async def connection(self):
        async with self.permits:
            connection = self.idle.pop()
            try:
                yield connection
            finally:
                self.idle.append(connection)

    def close(self):
        for connection in self.idle:
            connection.close()


async def ask_other_service():
    await asyncio.sleep(0.3)


async def handle(pool):
    async with pool.connection() as connection:
        await connection.query()  # who is it?
    await ask_other_service()
    await connection.query()  # note the answer


async def main():
    pool = Pool(2)
    try:
        requests = [
            asyncio.create_task(handle(pool), name=f"request-{number}")
            for number in range(1, 7)
        ]
        await asyncio.gather(*requests)
    finally:
        pool.close()


await main()
