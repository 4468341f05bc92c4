%%aioscope
# Wrong: asking again and again instead of waiting to be called. "they wait for the condition" must fail.
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
    while not plate:
        await asyncio.sleep(0.01)
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
