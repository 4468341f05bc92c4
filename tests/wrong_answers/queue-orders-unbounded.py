%%aioscope
# The order is acknowledged in time, but the queue takes all: 'the producer waits when the queue is full' must fail.
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
    queue = asyncio.Queue()
    consumer = asyncio.create_task(worker(queue), name="worker")
    await asyncio.create_task(producer(queue), name="producer")
    await queue.join()
    consumer.cancel()
    await asyncio.gather(consumer, return_exceptions=True)  # let it end


await main()
