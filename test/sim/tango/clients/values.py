"""What PyTango reads of every attribute of a device, as JSON: all but the values that are the device's own."""

import json
import sys
import time

import numpy
import tango

device = tango.DeviceProxy(sys.argv[1])
before = time.time()


def shape(value):
    if isinstance(value, numpy.ndarray):
        return [str(value.dtype), list(value.shape)]
    if isinstance(value, (tuple, list)):
        return [type(value).__name__, len(value)] + ([shape(value[0])] if value else [])
    return type(value).__name__


def plain(value):
    if isinstance(value, numpy.ndarray):
        return value.tolist()
    return str(value)


def told(reading):
    if reading.has_failed:
        return {"reasons": [error.reason for error in reading.get_err_stack()]}
    return {
        "type": str(reading.type),
        "format": str(reading.data_format),
        "quality": str(reading.quality),
        "dims": [reading.dim_x, reading.dim_y, reading.w_dim_x, reading.w_dim_y],
        "shape": shape(reading.value),
        "set": plain(reading.w_value),
        "now": abs(reading.time.totime() - before) < 60,
    }


names = list(device.get_attribute_list())
print(json.dumps({reading.name: told(reading) for reading in device.read_attributes(names)}))
