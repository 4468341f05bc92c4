%%aioscope
# The task is awaited on the spot: 'the upload is under way meanwhile' must fail.
import asyncio


async def send():
    print("upload: begins")
    await asyncio.sleep(0.4)
    print("upload: ends")


async def compress():
    print("compress: begins")
    await asyncio.sleep(0.4)
    print("compress: ends")


async def main():
    await asyncio.create_task(
        send(), name="upload"
    )  # start the upload of the last file
    await compress()  # meanwhile compress the next one


await main()
