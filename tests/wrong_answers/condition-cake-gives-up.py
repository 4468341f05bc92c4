%%aioscope
# Wrong: who finds the plate empty goes home hungry. "every guest eats" must fail.
import asyncio

plate = []


async def baker(changed):
    for number in (1, 2, 3):
        await asyncio.sleep(0.15)
        async with changed:
            plate.append(f"cake {number}")
            changed.notify_all()


async def eat(name, cake):
    await asyncio.sleep(0.05)
    print(f"{name} has eaten {cake}")


async def guest(name, changed):
    async with changed:
        if not plate:
            await changed.wait()
        if not plate:
            return
        cake = plate.pop()
    await eat(name, cake)


async def main():
    changed = asyncio.Condition()
    names = ["guest-1", "guest-2", "guest-3"]
    tasks = [asyncio.create_task(guest(name, changed), name=name) for name in names]
    tasks.append(asyncio.create_task(baker(changed), name="baker"))
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if result is not None:
            print("failed:", repr(result))
    plate.clear()


await main()
