"""What PyTango reads of every attribute of a device, as JSON; with `values` its value too."""

import json
import sys
import time

import numpy
import tango

device = tango.DeviceProxy(sys.argv[1])
# A busy machine may take longer than Tango's three seconds.
device.set_timeout_millis(20_000)
before = time.time()


def shape(value):
    if isinstance(value, numpy.ndarray):
        return [str(value.dtype), list(value.shape)]
    if isinstance(value, (tuple, list)):
        return [type(value).__name__, len(value)] + ([shape(value[0])] if value else [])
    return type(value).__name__


def plain(value):
    return str(value.tolist() if isinstance(value, numpy.ndarray) else value)


only_written = {each.name for each in device.attribute_list_query() if str(each.writable) == "WRITE"}


def told(reading):
    if reading.has_failed:
        return {"reasons": [error.reason for error in reading.get_err_stack()]}
    return {
        "type": str(reading.type),
        "format": str(reading.data_format),
        "quality": str(reading.quality),
        "dims": [reading.dim_x, reading.dim_y, reading.w_dim_x, reading.w_dim_y],
        "shape": shape(reading.value),
        "value": plain(reading.value) if sys.argv[2:] == ["values"] else None,
        # Of a spectrum that is only written PyTango takes it from memory that nobody filled.
        "set": None if reading.name in only_written else plain(reading.w_value),
        "now": abs(reading.time.totime() - before) < 60,
    }


names = list(device.get_attribute_list())
print(json.dumps({reading.name: told(reading) for reading in device.read_attributes(names)}))
