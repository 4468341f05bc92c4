%%aioscope
# Wrong: a shorter limit for each step keeps the sum small, and no server can meet it. "two answers have arrived" must fail.
import asyncio
import sys


async def ask(server):
    await asyncio.sleep(0.3)
    return f"answer of {server}"


async def client():
    answers = []
    for server in ("server-1", "server-2", "server-3", "server-4"):
        try:
            async with asyncio.timeout(0.18):
                answers.append(await ask(server))
        except TimeoutError:
            print(server, "is too slow")
    print(answers)


async def main():
    await asyncio.create_task(client(), name="client")


if sys.version_info < (3, 11):
    print("asyncio.timeout came with Python 3.11; this kernel is older.")
else:
    await main()
