%%aioscope
# Wrong: one long sleep instead of many short ones is still a guess. "game waits for a condition" must fail.
import asyncio

players = []


async def arrive(name, seconds):
    await asyncio.sleep(seconds)
    players.append(name)
    print(name, "is here")


async def game():
    await asyncio.sleep(0.6)
    print("the game begins:", players)


async def main():
    arrivals = {"ann": 0.5, "ben": 0.1, "cem": 0.3}
    tasks = [asyncio.create_task(game(), name="game")]
    for name, seconds in arrivals.items():
        tasks.append(asyncio.create_task(arrive(name, seconds), name=name))
    await asyncio.gather(*tasks)


await main()
