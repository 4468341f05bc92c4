%%aioscope
# Wrong: the payment is finished, but the request to stop is swallowed. "request ends as cancelled" must fail.
import asyncio


async def charge():
    print("money leaves the account")
    await asyncio.sleep(0.5)
    print("money arrives at the shop")


async def request():
    payment = asyncio.create_task(charge(), name="charge")
    try:
        await asyncio.shield(payment)
    except asyncio.CancelledError:
        await payment  # finish first
    print("thank you")


async def main():
    task = asyncio.create_task(request(), name="request")
    await asyncio.sleep(0.15)
    task.cancel()  # the customer closes the page
    await asyncio.wait([task])
    print("request cancelled?", task.cancelled())


await main()
