%%aioscope
# The event is set before the settings are loaded (the port is looked up with get, so nothing fails): 'none goes on before the settings are loaded' must fail.
import asyncio

settings = {}


async def load():
    await asyncio.sleep(0.5)
    settings["port"] = 8080


async def loader(loaded):
    loaded.set()
    await load()
    print("loader: loaded")


async def service(name, loaded):
    await loaded.wait()
    print(name, "starts on port", settings.get("port"))


async def main():
    loaded = asyncio.Event()
    tasks = [asyncio.create_task(loader(loaded), name="loader")]
    for name in ("web", "mail", "chat"):
        tasks.append(asyncio.create_task(service(name, loaded), name=name))
    await asyncio.gather(*tasks)


await main()
