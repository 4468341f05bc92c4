%%aioscope
# Both run, but nobody waits for the slower one (made slower here): 'nothing is left over' must fail.
import asyncio


async def send():
    print("upload: begins")
    await asyncio.sleep(0.6)
    print("upload: ends")


async def compress():
    print("compress: begins")
    await asyncio.sleep(0.4)
    print("compress: ends")


async def main():
    upload = asyncio.create_task(
        send(), name="upload"
    )  # start the upload of the last file
    await compress()  # meanwhile compress the next one
    print(upload.get_name())


await main()
