%%aioscope
# Wrong: each task is awaited in the comprehension that makes it, so the next one starts after it. 'all four run at the same time' must fail.
import asyncio


async def weather(city):
    await asyncio.sleep(0.25)
    return f"{city}: {len(city) + 12} °C"


async def main():
    cities = ["Oslo", "Lima", "Cairo", "Quito"]
    report = {city: await asyncio.create_task(weather(city), name=city) for city in cities}
    for line in report.values():
        print(line)


await main()
