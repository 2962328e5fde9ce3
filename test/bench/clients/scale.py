"""The interfaces of every exported device, asked with PyTango and 64 threads; a device that does not answer is counted.

Prints a digest over the devices that answered and their attributes, so that a caller can see that nothing was left out.
"""

import hashlib
import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import tango

pattern = sys.argv[1]


def describe(name):
    try:
        device = tango.DeviceProxy(name)
        device.set_timeout_millis(5000)
        attributes = device.attribute_list_query_ex()
        device.command_list_query()
    except tango.DevFailed:
        return name, None
    return name, sorted(attribute.name.lower() for attribute in attributes)


started = time.perf_counter()
names = list(tango.Database().get_device_exported(pattern))
with ThreadPoolExecutor(64) as pool:
    described = list(pool.map(describe, names))
seconds = time.perf_counter() - started
answered = sorted((name.lower(), attributes) for name, attributes in described if attributes is not None)
text = "".join(f"{name} {','.join(attributes)}\n" for name, attributes in answered)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "devices": len(answered),
    "unreachable": len(names) - len(answered),
    "attributes": sum(len(attributes) for _, attributes in answered),
    "digest": hashlib.sha256(text.encode()).hexdigest(),
    "seconds": seconds,
    "cpu": usage.ru_utime + usage.ru_stime,
    "megabytes": usage.ru_maxrss / 1024,
}))
