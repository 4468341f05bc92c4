%%aioscope
# Wrong: the tasks run together, but their results are thrown away and every city is asked again. 'each city is asked once' must fail.
import asyncio


async def weather(city):
    await asyncio.sleep(0.25)
    return f"{city}: {len(city) + 12} °C"


async def main():
    cities = ["Oslo", "Lima", "Cairo", "Quito"]
    await asyncio.gather(
        *[asyncio.create_task(weather(city), name=city) for city in cities]
    )
    report = {city: await weather(city) for city in cities}
    for line in report.values():
        print(line)


await main()
