%%aioscope
# Who finds the lock taken goes home without looking: 'all three look while holding a lock' must fail.
import asyncio

seats = {"free": 1}


async def look():
    await asyncio.sleep(0.1)
    return seats["free"]


async def book():
    await asyncio.sleep(0.1)
    seats["free"] -= 1


async def customer(name, lock):
    if not lock.locked():
        async with lock:
            if await look() > 0:
                await book()
        print(name, "has a seat")
    else:
        print(name, "goes home")


async def main():
    lock = asyncio.Lock()
    names = ["customer-1", "customer-2", "customer-3"]
    await asyncio.gather(
        *(asyncio.create_task(customer(name, lock), name=name) for name in names)
    )
    print("free seats:", seats["free"])


await main()
