"""Prints what the vendor's client sees of changes: at first, after sets of its own, and after nothing."""

import asyncio
import json
import sys
from dataclasses import asdict

from pandablocks.asyncio import AsyncioClient
from pandablocks.commands import GetChanges, Put


async def main(host: str, sets: dict[str, str | list[str]]) -> None:
    async with AsyncioClient(host) as client:
        first = await client.send(GetChanges(get_multiline=True))
        for name, value in sets.items():
            await client.send(Put(name, value))
        second = await client.send(GetChanges(get_multiline=True))
        third = await client.send(GetChanges(get_multiline=True))
    print(json.dumps([asdict(changes) for changes in (first, second, third)]))


asyncio.run(main(sys.argv[1], json.loads(sys.argv[2])))
