%%aioscope
# The worker goes on for ever: 'no task is left over' must fail.
import asyncio


async def producer(queue):
    for number in range(1, 6):
        await queue.put(f"order-{number}")
        print(f"order-{number} comes in")


async def worker(queue):
    while True:
        order = await queue.get()
        try:
            await asyncio.sleep(0.15)  # handle the order
            print(f"      {order} is handled")
        finally:
            queue.task_done()  # only now


async def main():
    queue = asyncio.Queue(maxsize=2)  # the producer waits when two lie here
    consumer = asyncio.create_task(worker(queue), name="worker")
    await asyncio.create_task(producer(queue), name="producer")
    await queue.join()
    print(consumer.get_name(), "is done")


await main()
