"""Captures once with the vendor's client and prints header, columns and end; raw where asked for."""

import asyncio
import json
import sys
from dataclasses import asdict

import numpy as np
from pandablocks.asyncio import AsyncioClient
from pandablocks.commands import Arm
from pandablocks.responses import EndData, FrameData, ReadyData, StartData


async def main(host: str, scaled: bool) -> None:
    frames = []
    async with AsyncioClient(host) as client:
        async for data in client.data(scaled=scaled):
            if isinstance(data, ReadyData):
                await client.send(Arm())
            elif isinstance(data, StartData):
                start = data
            elif isinstance(data, FrameData):
                frames.append(data.data)
            elif isinstance(data, EndData):
                end = data
                break
    samples = np.concatenate(frames)
    header = asdict(start)
    for field in header["fields"]:
        field["type"] = str(field["type"])
    columns = {name: samples[name].tolist() for name in samples.dtype.names}
    print(json.dumps({"header": header, "columns": columns, "end": [end.samples, end.reason.value]}))


asyncio.run(main(sys.argv[1], sys.argv[2] == "scaled"))
