%%aioscope
# The task is made only after the compressing: 'the upload is under way meanwhile' must fail.
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
    upload = send()  # start the upload of the last file
    await compress()  # meanwhile compress the next one
    await asyncio.create_task(upload, name="upload")


await main()
