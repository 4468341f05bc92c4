%%aioscope
# Wrong: without a pipe nothing gets stuck, but nothing is read either. "somebody reads what the program prints" must fail.
import asyncio
import sys

PROGRAM = "print(*range(100_000), sep='\\n')"


async def report():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
    print("the program has ended")


async def main():
    task = asyncio.create_task(report(), name="report")
    _, late = await asyncio.wait([task], timeout=1.4)
    if late:
        print("no report; giving up")
        task.cancel()
        await asyncio.wait([task])
    elif task.exception():
        print(task.exception())


await main()
