"""Writes to every attribute of a device what it shows, and runs every echo: what comes of it, as JSON."""

import json
import sys

import numpy
import tango

device = tango.DeviceProxy(sys.argv[1])
# A busy machine may take longer than Tango's three seconds.
device.set_timeout_millis(20_000)


def plain(value):
    return str(value.tolist() if isinstance(value, numpy.ndarray) else value)


def rewritten(config):
    try:
        # Those that are only written are like their neighbours.
        device.write_attribute(config.name, device.read_attribute(config.name.replace("_wo", "")).value)
        after = device.read_attribute(config.name)
        # Of arrays that are only written PyTango takes the set value from memory that nobody filled.
        was_set = None if config.name.endswith("_wo") else plain(after.w_value)
        return [plain(after.value), was_set, after.w_dim_x, after.w_dim_y]
    except tango.DevFailed as error:
        return [level.reason for level in error.args]
    except TypeError:
        return "PyTango 9.3 writes no arrays of states"


ARGUMENTS = {
    "DevBoolean": [True, False],
    "DevDouble": [-1.5],
    "DevFloat": [0.5],
    "DevLong": [-(2**31)],
    "DevLong64": [-(2**63)],
    "DevShort": [-32768],
    "DevState": [tango.DevState.ON, tango.DevState.UNKNOWN],
    "DevString": ["caf\xe9", ""],
    "DevULong": [2**32 - 1],
    "DevULong64": [2**64 - 1],
    "DevUShort": [65535],
    "DevEncoded": [("raw", b"\x00\xff")],
    "DevVarBooleanArray": [[True, False]],
    "DevVarCharArray": [[0, 255]],
    "DevVarDoubleArray": [[1.5, -2.5], []],
    "DevVarDoubleStringArray": [[[1.5, 2.5], ["a", "b"]], [[], []]],
    "DevVarFloatArray": [[0.5]],
    "DevVarLong64Array": [[-(2**63)]],
    "DevVarLongArray": [[1, -2]],
    "DevVarLongStringArray": [[[1, 2], ["a", "\xe9"]]],
    "DevVarShortArray": [[1, -2]],
    "DevVarStringArray": [["a", "", "b"]],
    "DevVarULong64Array": [[2**64 - 1]],
    "DevVarULongArray": [[2**32 - 1]],
    "DevVarUShortArray": [[65535]],
}


def flat(value):
    return [plain(each) for each in value] if isinstance(value, (list, tuple)) else plain(value)


writable = [config for config in device.attribute_list_query() if str(config.writable) in ("WRITE", "READ_WRITE")]
print(
    json.dumps(
        {
            "writes": {config.name: rewritten(config) for config in writable},
            "echoes": {
                name: [flat(device.command_inout("Echo" + name, argument)) for argument in arguments]
                for name, arguments in ARGUMENTS.items()
            },
        }
    )
)
