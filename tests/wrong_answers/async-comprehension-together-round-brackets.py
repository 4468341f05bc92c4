%%aioscope
# Wrong: the tasks are made by a generator expression, each only when its turn to be awaited comes. 'all four run at the same time' must fail.
import asyncio


async def weather(city):
    await asyncio.sleep(0.25)
    return f"{city}: {len(city) + 12} °C"


async def main():
    cities = ["Oslo", "Lima", "Cairo", "Quito"]
    tasks = (asyncio.create_task(weather(city), name=city) for city in cities)
    report = {task.get_name(): await task for task in tasks}
    for line in report.values():
        print(line)


await main()
