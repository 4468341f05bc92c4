%%aioscope
# Every service waits for the loader's task to end: it works here, but 'for an event, woken by loader' must fail.
import asyncio

settings = {}


async def load():
    await asyncio.sleep(0.5)
    settings["port"] = 8080


async def loader():
    await load()
    print("loader: loaded")


async def service(name, loading):
    await loading
    print(name, "starts on port", settings["port"])


async def main():
    tasks = [asyncio.create_task(loader(), name="loader")]
    for name in ("web", "mail", "chat"):
        tasks.append(asyncio.create_task(service(name, tasks[0]), name=name))
    await asyncio.gather(*tasks)


await main()
