%%aioscope
# async and await everywhere, but time.sleep at the bottom: 'both wait at the same time' must fail.
import asyncio
import time


async def supplier(article):
    time.sleep(0.4)  # asks by network
    return len(article)


async def shop(article):
    return await supplier(article) * 2


async def customer(article):
    price = await shop(article)
    print(f"{article}: {price} €")


async def main():
    tasks = [
        asyncio.create_task(customer("tea"), name="customer-1"),
        asyncio.create_task(customer("coffee"), name="customer-2"),
    ]
    for task in tasks:
        await task


await main()
