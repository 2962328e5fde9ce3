"""Prints all that the vendor's client finds out about a PandA: blocks, their fields, and the bits of each word."""

import asyncio
import json
import sys
from dataclasses import asdict

from pandablocks.asyncio import AsyncioClient
from pandablocks.commands import GetBlockInfo, GetFieldInfo, GetPcapBitsLabels, Identify


async def main(host: str) -> None:
    async with AsyncioClient(host) as client:
        blocks = await client.send(GetBlockInfo())
        found = {
            name: {
                **asdict(info),
                "fields": {field: asdict(info) for field, info in (await client.send(GetFieldInfo(name))).items()},
            }
            for name, info in blocks.items()
        }
        bits = await client.send(GetPcapBitsLabels())
        identity = asdict(await client.send(Identify()))
    print(json.dumps({"blocks": found, "bits": bits, "identity": identity}))


asyncio.run(main(sys.argv[1]))
