%%aioscope
# Wrong: the second query is left out to make it quicker. 'twelve queries' must fail.
import asyncio
import sqlite3
import time
from contextlib import asynccontextmanager


class Pool:
    """A semaphore with connections inside."""

    def __init__(self, size):
        self.permits = asyncio.Semaphore(size)
        self.idle = [
            sqlite3.connect(":memory:", check_same_thread=False) for _ in range(size)
        ]
        for connection in self.idle:
            connection.create_function("pause", 1, time.sleep)

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


async def query(connection):
    await asyncio.to_thread(connection.execute, "SELECT pause(0.05)")


async def ask_other_service():
    await asyncio.sleep(0.3)


async def handle(pool):
    async with pool.connection() as connection:
        await query(connection)  # who is it?
    await ask_other_service()


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
