"""Reads a capture to its end with the vendor's client, every column of every frame."""

import asyncio
import json
import resource
import sys
import time

from pandablocks.asyncio import AsyncioClient
from pandablocks.responses import EndData, FrameData, StartData


def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def main():
    total = samples = last = 0
    async for data in AsyncioClient(sys.argv[1]).data(scaled=False):
        if isinstance(data, StartData):
            started, before = time.perf_counter(), used()
        elif isinstance(data, FrameData):
            for name in data.data.dtype.names:
                last = data.data[name][-1]
            total += data.data.nbytes
            samples += len(data.data)
        elif isinstance(data, EndData):
            seconds = time.perf_counter() - started
            assert data.samples == samples, f"{samples} samples, not {data.samples}"
            assert last
            cpu = 100 * (used() - before) / seconds
            print(json.dumps({"samples": samples, "rate": total / seconds / 1e6, "cpu": cpu}))
            return


asyncio.run(main())
