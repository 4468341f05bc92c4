%%aioscope
# Wrong: call_soon in a signal handler does not wake the loop either. "soon after the signal" must fail.
import asyncio
import os
import signal
import threading


async def service(stop):
    await stop.wait()
    await asyncio.sleep(0.1)  # tidy up
    print("service has ended")


async def cleaner():
    await asyncio.sleep(1)


async def main():
    stop = asyncio.Event()
    tasks = [
        asyncio.create_task(service(stop), name="service"),
        asyncio.create_task(cleaner(), name="cleaner"),
    ]
    loop = asyncio.get_running_loop()
    signal.signal(signal.SIGUSR1, lambda number, frame: loop.call_soon(stop.set))
    threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGUSR1]).start()
    await asyncio.gather(*tasks, return_exceptions=True)
    loop.remove_signal_handler(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, signal.SIG_DFL)


if hasattr(signal, "SIGUSR1"):
    await main()
else:
    print("This exercise needs Linux or macOS.")
