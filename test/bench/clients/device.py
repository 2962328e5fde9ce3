"""Connects a device of many signals with ophyd-async, each time anew; then reads it whole. The first argument is the
protocol: ca or pva."""

import asyncio
import json
import sys
import time

import aioca
from ophyd_async.core import StandardReadable
from ophyd_async.epics.core import _p4p, epics_signal_rw

protocol = sys.argv[1]
count, rounds = (int(each) for each in sys.argv[2:4])


def forget():
    """The channels of the device before, which both keep for the process."""
    if protocol == "ca":
        aioca.purge_channel_caches()
    else:
        _p4p.context().close()
        _p4p._context = None


class Many(StandardReadable):
    def __init__(self, prefix, name=""):
        with self.add_children_as_readables():
            for index in range(count):
                setattr(self, "s%d" % index, epics_signal_rw(float, "%s://%s%d" % (protocol, prefix, index)))
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
        forget()
        await asyncio.sleep(0.02)
        assert [values["d-s%d" % index]["value"] for index in range(count)] == list(range(count))
    median = lambda values: sorted(values)[rounds // 2] * 1000
    print(json.dumps({"connectMs": median(connects), "readMs": median(reads), "firstMs": connects[0] * 1000,
                      "signals": count}))


asyncio.run(main())
