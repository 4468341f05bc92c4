%%aioscope
# Wrong: it helps, but nothing was found out: all three are sent away. "one check of each order goes to a thread" must fail.
import asyncio
import time


def check_stock(order):
    time.sleep(0.002)


def check_address(order):
    time.sleep(1 if order == "order-3" else 0.002)  # a look-up that is sometimes slow


def check_price(order):
    time.sleep(0.002)


async def handle(order):
    await asyncio.sleep(0.1)
    await asyncio.to_thread(check_stock, order)
    await asyncio.to_thread(check_address, order)
    await asyncio.to_thread(check_price, order)


async def main():
    orders = [f"order-{number}" for number in range(1, 5)]
    await asyncio.gather(
        *(asyncio.create_task(handle(order), name=order) for order in orders)
    )
    print("all checked")


await main()
