%%aioscope
# The blocking chain goes to a thread: 'each waits in customer > shop > supplier' must fail.
import asyncio
import time


def supplier(article):
    time.sleep(0.4)  # asks by network
    return len(article)


def shop(article):
    return supplier(article) * 2


async def customer(article):
    price = await asyncio.to_thread(shop, article)
    print(f"{article}: {price} €")


async def main():
    tasks = [
        asyncio.create_task(customer("tea"), name="customer-1"),
        asyncio.create_task(customer("coffee"), name="customer-2"),
    ]
    for task in tasks:
        await task


await main()
