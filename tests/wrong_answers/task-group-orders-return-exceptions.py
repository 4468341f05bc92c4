%%aioscope
# Wrong: everything has ended, but the others were not stopped. "flight should be cancelled" must fail.
import asyncio
import sys


async def book(what, seconds):
    await asyncio.sleep(seconds)
    if what == "hotel":
        raise ValueError("the hotel is full")
    print(what, "is booked")


async def main():
    trip = {"flight": 0.4, "hotel": 0.1, "car": 0.5}
    results = await asyncio.gather(
        *(asyncio.create_task(book(*item), name=item[0]) for item in trip.items()),
        return_exceptions=True,
    )
    print("failed:", [each for each in results if each is not None])


if sys.version_info < (3, 11):
    print("TaskGroup came with Python 3.11; this kernel is older.")
else:
    await main()
