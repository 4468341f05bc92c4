%%aioscope
# Bounded, but acknowledged before the work: 'the worker handles five orders to the end' must fail.
import asyncio


async def producer(queue):
    for number in range(1, 6):
        await queue.put(f"order-{number}")
        print(f"order-{number} comes in")


async def worker(queue):
    while True:
        order = await queue.get()
        queue.task_done()
        await asyncio.sleep(0.15)  # handle the order
        print(f"      {order} is handled")


async def main():
    queue = asyncio.Queue(maxsize=2)  # the producer waits when two lie here
    consumer = asyncio.create_task(worker(queue), name="worker")
    await asyncio.create_task(producer(queue), name="producer")
    await queue.join()
    consumer.cancel()
    await asyncio.gather(consumer, return_exceptions=True)  # let it end


await main()
