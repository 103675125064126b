# record: end
import asyncio

async def main(*parts):
    # to be written
