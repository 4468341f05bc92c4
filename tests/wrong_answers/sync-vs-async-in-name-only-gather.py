%%aioscope
# gather instead of the loop, but the wait still keeps the thread: 'three under way at once' must fail.
import asyncio
import time


async def ask(server):
    print(f"{server}: asked")
    time.sleep(0.4)  # wait for the answer
    print(f"{server}: answered")


async def main():
    servers = ["north", "south", "west"]
    tasks = [asyncio.create_task(ask(server), name=server) for server in servers]
    await asyncio.gather(*tasks)


await main()
