%%aioscope
# There is an event, but the services look at it again and again: 'each waits once' must fail.
import asyncio

settings = {}


async def load():
    await asyncio.sleep(0.5)
    settings["port"] = 8080


async def loader(loaded):
    await load()
    loaded.set()
    print("loader: loaded")


async def service(name, loaded):
    while not loaded.is_set():
        await asyncio.sleep(0.04)
    print(name, "starts on port", settings["port"])


async def main():
    loaded = asyncio.Event()
    tasks = [asyncio.create_task(loader(loaded), name="loader")]
    for name in ("web", "mail", "chat"):
        tasks.append(asyncio.create_task(service(name, loaded), name=name))
    await asyncio.gather(*tasks)


await main()
