%%aioscope
# Wrong: a connection each, but the failure is swallowed. 'cy to dan should be raised' must fail.
import asyncio
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


class Bank:
    """A connection of sqlite3 with a thread of its own: what aiosqlite does."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path, check_same_thread=False)
        self.thread = ThreadPoolExecutor(1)

    async def call(self, function, *args):
        return await asyncio.get_running_loop().run_in_executor(
            self.thread, function, *args
        )

    async def run(self, sql, *values):
        return await self.call(lambda: self.connection.execute(sql, values).fetchall())

    async def commit(self):
        await self.call(self.connection.commit)

    async def rollback(self):
        await self.call(self.connection.rollback)

    def close(self):
        self.thread.shutdown()
        self.connection.close()


async def transfer(path, who, whom, amount):
    bank = Bank(path)  # a connection, and so a transaction, of its own
    try:
        await bank.run(
            "UPDATE accounts SET balance = balance - ? WHERE name = ?", amount, who
        )
        await asyncio.sleep(0.1)  # ask the other bank
        if amount > 100:
            raise ValueError("more than there is")
        await asyncio.sleep(0.1)
        await bank.run(
            "UPDATE accounts SET balance = balance + ? WHERE name = ?", amount, whom
        )
        await bank.commit()
    except ValueError:
        await bank.rollback()
    finally:
        bank.close()


async def verify(bank):
    balances = dict(await bank.run("SELECT name, balance FROM accounts"))
    print(balances)
    if balances != {"ada": 70, "bob": 130, "cy": 100, "dan": 100}:
        raise ValueError("the books do not balance")


async def main():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bank.db")
        bank = Bank(path)
        await bank.run("CREATE TABLE accounts (name TEXT, balance INTEGER)")
        await bank.run(
            "INSERT INTO accounts VALUES ('ada', 100), ('bob', 100), ('cy', 100), ('dan', 100)"
        )
        await bank.commit()
        tasks = [
            asyncio.create_task(transfer(path, "ada", "bob", 30), name="ada to bob"),
            asyncio.create_task(transfer(path, "cy", "dan", 500), name="cy to dan"),
        ]
        print(await asyncio.gather(*tasks, return_exceptions=True))
        checking = asyncio.create_task(verify(bank), name="verify")
        print(await asyncio.gather(checking, return_exceptions=True))
        bank.close()


await main()
