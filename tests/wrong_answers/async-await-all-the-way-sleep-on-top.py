%%aioscope
# The wait was moved up into customer, and the supplier is not asked any more: 'each waits in customer > shop > supplier' must fail.
import asyncio


def supplier(article):
    return len(article)


def shop(article):
    return supplier(article) * 2


async def customer(article):
    await asyncio.sleep(0.4)
    price = shop(article)
    print(f"{article}: {price} €")


async def main():
    tasks = [
        asyncio.create_task(customer("tea"), name="customer-1"),
        asyncio.create_task(customer("coffee"), name="customer-2"),
    ]
    for task in tasks:
        await task


await main()
