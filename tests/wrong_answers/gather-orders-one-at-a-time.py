%%aioscope
# Awaited in turn in a try each, and made only then: 'the orders ran at the same time' must fail.
import asyncio


async def send(order, seconds):
    await asyncio.sleep(seconds)
    if order == "order-2":
        raise ValueError("order-2 was refused")
    return f"{order}: accepted"


async def main():
    orders = {"order-1": 0.3, "order-2": 0.1, "order-3": 0.5}
    for order, seconds in orders.items():
        try:
            print(await asyncio.create_task(send(order, seconds), name=order))
        except ValueError as error:
            print("failed:", error)


await main()
