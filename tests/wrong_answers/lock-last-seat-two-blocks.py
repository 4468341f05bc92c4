%%aioscope
# Looking under the lock, and booking under the lock, but in between it is given away: 'exactly one books' must fail.
import asyncio

seats = {"free": 1}


async def look():
    await asyncio.sleep(0.1)
    return seats["free"]


async def book():
    await asyncio.sleep(0.1)
    seats["free"] -= 1


async def customer(name, lock):
    async with lock:
        free = await look() > 0
    if free:
        async with lock:
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
