"""What PyTango meets at a Guarded: limits, alarm levels, qualities, what is not allowed, as JSON."""

import json
import sys

import numpy
import tango

device = tango.DeviceProxy(sys.argv[1])
# A busy machine may take longer than Tango's three seconds.
device.set_timeout_millis(20_000)
outcomes = []


def told(name, call):
    try:
        result = call()
        outcomes.append([name, str(result)])
    except tango.DevFailed as error:
        outcomes.append([name, type(error).__name__, [level.reason for level in error.args]])


def written(name, value):
    told(f"write {name} {value}", lambda: device.write_attribute(name, value))


for level in (10, 10.5, -10, -10.5, float("nan"), float("inf")):
    written("level", level)
for level in (5, 6, 8, 9, -5, -6, -9, 1):
    device.write_attribute("level", level)
    told(f"level {level}", lambda: str(device.read_attribute("level").quality))
    told("state", lambda: [device.state(), device.status(), device.State(), device.Status()])
    told("attributes", lambda: [str(each.value) for each in device.read_attributes(["State", "Status"])])
for places in ([1, 2, 11], [-1], [1, 2, 3, 4, 5], [10, 0], []):
    written("places", places)
told("places", lambda: [str(device.read_attribute("places").value), device.read_attribute("places").w_dim_x])
for turns in (4611686018427387904, 4611686018427387906, -4611686018427387904, -4611686018427387905):
    written("turns", turns)
for choice in (2, 3, 7):
    written("choice", choice)
for image in ([[1.0] * 5], [[1.0]] * 4, [[1.0, 2.0, 3.0, 4.0]] * 3):
    written("image", image)
told("image", lambda: numpy.asarray(device.read_attribute("image").value).tolist())
written("closed", 1.0)
told("read closed", lambda: device.read_attribute("closed"))
told("run Never", lambda: device.command_inout("Never"))
for name in ("invalid", "changing", "empty"):
    reading = device.read_attribute(name)
    # What a reading without a value is of, PyTango says in its own way.
    told(name, lambda: [reading.quality, reading.data_format, str(reading.value), reading.dim_x, reading.has_failed])
told("several", lambda: device.write_attributes([("level", 2.0), ("level", 99.0), ("closed", 1.0), ("choice", 1)]))
told("after several", lambda: [each.value for each in device.read_attributes(["level", "choice"])])
print(json.dumps(outcomes))
