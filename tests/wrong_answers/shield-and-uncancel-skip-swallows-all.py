%%aioscope
# Wrong: every cancellation is taken for a skip, the deadline's included. "it closes at 0.6 s" and "player-2 ends as cancelled" must fail.
import asyncio
import sys


class Player:
    def __init__(self, name):
        self.skipping = False
        self.task = asyncio.create_task(self.play(), name=name)

    def skip(self):
        self.skipping = True
        self.task.cancel()

    async def play(self):
        try:
            async with asyncio.timeout(0.6):
                for song in ("song-1", "song-2", "song-3"):
                    try:
                        await asyncio.sleep(0.5)  # the music plays
                    except asyncio.CancelledError:
                        self.task.uncancel()  # dealt with
                        print("skipped", song)
        except TimeoutError:
            print("closing time")


async def main():
    first, second = Player("player-1"), Player("player-2")
    await asyncio.sleep(0.2)
    first.skip()
    await asyncio.sleep(0.1)
    second.task.cancel()
    await asyncio.wait([first.task, second.task])


if sys.version_info < (3, 11):
    print("uncancel() came with Python 3.11; this kernel is older.")
else:
    await main()
