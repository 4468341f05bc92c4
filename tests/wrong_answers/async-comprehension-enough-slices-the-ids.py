%%aioscope
# Wrong: the filter looks at the first six only, but all twelve are fetched. 'six bills are fetched' must fail.
import asyncio
from contextlib import aclosing


async def fetch(number):
    await asyncio.sleep(0.06)
    return {"id": number, "paid": number % 3 == 0}


async def close_cursor():
    await asyncio.sleep(0.06)
    print("cursor closed")


async def rows():
    try:
        for number in range(1, 13):
            yield await fetch(number)
    finally:
        await close_cursor()


async def search():
    paid = [row async for row in rows() if row["paid"] and row["id"] <= 6]
    return paid


async def main():
    found = await asyncio.create_task(search(), name="search")
    print("found:", [row["id"] for row in found])
    await asyncio.sleep(0.2)


await main()
