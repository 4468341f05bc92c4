%%aioscope
# Wrong: the failure is caught inside the member, so the group never hears of it. "hotel should be raised" and "flight should be cancelled" must fail.
import asyncio
import sys


async def book(what, seconds):
    await asyncio.sleep(seconds)
    if what == "hotel":
        print("failed: the hotel is full")
        return
    print(what, "is booked")


async def main():
    trip = {"flight": 0.4, "hotel": 0.1, "car": 0.5}
    try:
        async with asyncio.TaskGroup() as group:
            for what, seconds in trip.items():
                group.create_task(book(what, seconds), name=what)
    except ExceptionGroup as failures:
        print("failed:", failures.exceptions)


if sys.version_info < (3, 11):
    print("TaskGroup came with Python 3.11; this kernel is older.")
else:
    await main()
