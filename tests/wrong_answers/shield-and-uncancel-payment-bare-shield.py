%%aioscope
# Wrong: the payment is shielded, but nobody waits for its end. "request ends after charge" must fail.
import asyncio


async def charge():
    print("money leaves the account")
    await asyncio.sleep(0.5)
    print("money arrives at the shop")


async def request():
    payment = asyncio.create_task(charge(), name="charge")
    await asyncio.shield(payment)
    print("thank you")


async def main():
    task = asyncio.create_task(request(), name="request")
    await asyncio.sleep(0.15)
    task.cancel()  # the customer closes the page
    await asyncio.wait([task])
    print("request cancelled?", task.cancelled())


await main()
