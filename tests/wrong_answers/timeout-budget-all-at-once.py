%%aioscope
# Wrong: all servers are asked at once. "two answers have arrived" and "one server is asked after the other" must fail.
import asyncio
import sys


async def ask(server):
    await asyncio.sleep(0.3)
    return f"answer of {server}"


async def client():
    answers = []
    servers = ("server-1", "server-2", "server-3", "server-4")
    async with asyncio.timeout(0.75):
        answers += await asyncio.gather(*(ask(server) for server in servers))
    print(answers)


async def main():
    await asyncio.create_task(client(), name="client")


if sys.version_info < (3, 11):
    print("asyncio.timeout came with Python 3.11; this kernel is older.")
else:
    await main()
