"""Reads of one attribute with PyTango: one after the other, then from 8 threads."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import tango

trl, attribute, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
device = tango.DeviceProxy(trl)
for _ in range(count // 10):
    device.read_attribute(attribute)

times = []
total = 0.0
for _ in range(count):
    started = time.perf_counter_ns()
    value = device.read_attribute(attribute).value
    times.append(time.perf_counter_ns() - started)
    total += abs(value) + 1
times.sort()


def reads(n):
    own = tango.DeviceProxy(trl)
    for _ in range(n):
        own.read_attribute(attribute)
    return n


started = time.perf_counter()
with ThreadPoolExecutor(8) as pool:
    done = sum(pool.map(reads, [count // 8] * 8))
seconds = time.perf_counter() - started
print(json.dumps({"p50us": times[count // 2] / 1000, "rate": done / seconds, "reads": done, "total": total}))
