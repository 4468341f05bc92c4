%%aioscope
# Wrong: a deadlock does not end by waiting longer. "report ends normally" must fail.
import asyncio
import sys

PROGRAM = "print(*range(100_000), sep='\\n')"


async def report():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, stdout=asyncio.subprocess.PIPE
    )
    try:
        await process.wait()
        output = await process.stdout.read()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
    lines = len(output.split())
    if lines != 100_000:
        raise ValueError(f"only {lines} lines")
    print(f"{lines} lines")


async def main():
    task = asyncio.create_task(report(), name="report")
    _, late = await asyncio.wait([task], timeout=2.2)
    if late:
        print("no report; giving up")
        task.cancel()
        await asyncio.wait([task])
    elif task.exception():
        print(task.exception())


await main()
