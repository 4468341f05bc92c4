%%aioscope
# Wrong: the program is killed, but nobody waits for its end. "the end of the process is waited for" must fail.
import asyncio
import sys

PROGRAM = "import time; time.sleep(2)"


async def convert():
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", PROGRAM)
    try:
        await asyncio.wait_for(process.wait(), timeout=0.4)
    except asyncio.TimeoutError:
        print("too slow")
        process.kill()
    print("exit code:", process.returncode)


async def main():
    await asyncio.create_task(convert(), name="convert")
    await asyncio.sleep(0.3)


await main()
