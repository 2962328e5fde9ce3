"""Connects a whole device with ophyd-async, several times, each time anew."""

import asyncio
import json
import sys
import time

from ophyd_async.core import Signal
from ophyd_async.tango.core import TangoDevice

trl, expected, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


async def main():
    times = []
    for _ in range(rounds):
        device = TangoDevice(trl, name="d")
        started = time.perf_counter()
        await device.connect()
        times.append(time.perf_counter() - started)
        signals = sum(isinstance(child, Signal) for _, child in device.children())
        assert signals >= expected, f"{signals} signals, not {expected}"
    times.sort()
    print(json.dumps({"p50ms": times[rounds // 2] * 1000, "signals": signals}))


asyncio.run(main())
