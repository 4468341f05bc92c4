%%aioscope
# Wrong: stepping aside before a blocking call does not make it shorter. "nothing stands still" must fail.
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
    check_stock(order)
    await asyncio.sleep(0)
    check_address(order)
    await asyncio.sleep(0)
    check_price(order)


async def main():
    orders = [f"order-{number}" for number in range(1, 5)]
    await asyncio.gather(
        *(asyncio.create_task(handle(order), name=order) for order in orders)
    )
    print("all checked")


await main()
