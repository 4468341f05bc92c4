%%aioscope
# producer raises it again, but nobody fills the future: 'producer ends as done' and 'consumer hears of it' must fail.
import asyncio


async def measure():
    await asyncio.sleep(0.2)
    raise ValueError("sensor is broken")


async def producer(reading):
    try:
        reading.set_result(await measure())
    except ValueError as error:
        print("producer:", error)
        raise


async def consumer(reading):
    print("consumer:", await asyncio.wait_for(reading, timeout=1.2))


async def main():
    reading = asyncio.get_running_loop().create_future()
    tasks = [
        asyncio.create_task(producer(reading), name="producer"),
        asyncio.create_task(consumer(reading), name="consumer"),
    ]
    await asyncio.wait(tasks)
    for task in tasks:
        ending = "cancelled" if task.cancelled() else repr(task.exception())
        print(task.get_name(), "->", ending)


await main()
