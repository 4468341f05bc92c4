%%aioscope
# The failure is swallowed where it happens: 'order-2 failed, as it should' must fail.
import asyncio


async def send(order, seconds):
    await asyncio.sleep(seconds)
    if order == "order-2":
        print("failed: order-2 was refused")
    return f"{order}: accepted"


async def main():
    orders = {"order-1": 0.3, "order-2": 0.1, "order-3": 0.5}
    tasks = [
        asyncio.create_task(send(order, seconds), name=order)
        for order, seconds in orders.items()
    ]
    try:
        for answer in await asyncio.gather(*tasks):
            print(answer)
    except ValueError as error:
        print("failed:", error)


await main()
