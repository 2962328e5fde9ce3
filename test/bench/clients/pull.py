"""What `devgen pull` asks, asked with PyTango and 8 threads: every attribute and command configuration of every device."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import tango

pattern, expected = sys.argv[1], int(sys.argv[2])


def describe(name):
    device = tango.DeviceProxy(name)
    return len(device.attribute_list_query_ex()), len(device.command_list_query())


started = time.perf_counter()
names = list(tango.Database().get_device_exported(pattern))
with ThreadPoolExecutor(8) as pool:
    counts = list(pool.map(describe, names))
seconds = time.perf_counter() - started
assert len(names) == expected, f"{len(names)} devices, not {expected}"
print(json.dumps({
    "devices": len(names),
    "attributes": sum(a for a, _ in counts),
    "commands": sum(c for _, c in counts),
    "seconds": seconds,
}))
