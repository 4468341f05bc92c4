%%aioscope
# The first lock is given back before the second is taken: 'each holds both locks' must fail.
import asyncio


async def transfer(source, target):
    async with source:
        await asyncio.sleep(0.1)  # look at the one account
    async with target:
        await asyncio.sleep(0.1)  # change both


async def main():
    alice, bob = asyncio.Lock(), asyncio.Lock()
    tasks = [
        asyncio.create_task(transfer(alice, bob), name="alice-to-bob"),
        asyncio.create_task(transfer(bob, alice), name="bob-to-alice"),
    ]
    done, stuck = await asyncio.wait(tasks, timeout=0.9)
    for task in stuck:
        print(task.get_name(), "is stuck")
        task.cancel()
    await asyncio.wait(tasks)


await main()
