"""Connects a device of many signals with ophyd-async, each time anew; then reads it whole."""

import asyncio
import json
import sys
import time

from ophyd_async.core import StandardReadable
from ophyd_async.epics.core import epics_signal_rw

count, rounds = (int(each) for each in sys.argv[1:3])


class Many(StandardReadable):
    def __init__(self, prefix, name=""):
        with self.add_children_as_readables():
            for index in range(count):
                setattr(self, "s%d" % index, epics_signal_rw(float, "pva://%s%d" % (prefix, index)))
        super().__init__(name)


async def main():
    connects, reads = [], []
    for _ in range(rounds):
        device = Many("B:", name="d")
        started = time.perf_counter()
        await device.connect(timeout=30)
        connected = time.perf_counter()
        values = await device.read()
        reads.append(time.perf_counter() - connected)
        connects.append(connected - started)
        assert [values["d-s%d" % index]["value"] for index in range(count)] == list(range(count))
    median = lambda values: sorted(values)[rounds // 2] * 1000
    print(json.dumps({"connectMs": median(connects), "readMs": median(reads), "firstMs": connects[0] * 1000,
                      "signals": count}))


asyncio.run(main())
