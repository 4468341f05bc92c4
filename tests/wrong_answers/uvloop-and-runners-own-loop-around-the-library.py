%%aioscope
# Wrong: the report is there, but the library's function is not called any more. "boss waits for one thread" must fail.
import asyncio


async def write_pages():
    await asyncio.sleep(0.5)
    return "42 pages"


def make_report():  # the library's; not to be changed
    pages = write_pages()
    try:
        return asyncio.run(pages)
    finally:
        pages.close()


async def boss():
    report = await write_pages()
    print("the report has", report)


async def ticker():
    for _ in range(6):
        await asyncio.sleep(0.1)


async def main():
    tasks = [
        asyncio.create_task(boss(), name="boss"),
        asyncio.create_task(ticker(), name="ticker"),
    ]
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if result is not None:
            print("failed:", result)


await main()
