%%aioscope
# All three begin, then each blocks the thread in turn: 'no step keeps the thread for 0.2 s' must fail.
import asyncio
import time


async def ask(server):
    print(f"{server}: asked")
    await asyncio.sleep(0)
    time.sleep(0.4)  # wait for the answer
    print(f"{server}: answered")


async def main():
    servers = ["north", "south", "west"]
    tasks = [asyncio.create_task(ask(server), name=server) for server in servers]
    for task in tasks:
        await task


await main()
