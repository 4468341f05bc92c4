%%aioscope
# Wrong: the first call wakes it, and it does not look how many are there. "it begins with the third player" must fail.
import asyncio

players = []


async def arrive(name, seconds, changed):
    await asyncio.sleep(seconds)
    async with changed:
        players.append(name)
        print(name, "is here")
        changed.notify_all()


async def game(changed):
    async with changed:
        await changed.wait()
        print("the game begins:", players)


async def main():
    changed = asyncio.Condition()
    arrivals = {"ann": 0.5, "ben": 0.1, "cem": 0.3}
    tasks = [asyncio.create_task(game(changed), name="game")]
    for name, seconds in arrivals.items():
        tasks.append(asyncio.create_task(arrive(name, seconds, changed), name=name))
    await asyncio.gather(*tasks)


await main()
