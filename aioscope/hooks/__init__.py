"""What touches asyncio: one door a file. Each is opened for one recording, tells it what passes, and closes again."""
