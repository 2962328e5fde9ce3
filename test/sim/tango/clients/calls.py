"""Writes and commands of a TangoTest, and what PyTango makes of their results, as JSON."""

import json
import sys

import numpy
import tango

device = tango.DeviceProxy(sys.argv[1])
# A busy machine may take longer than Tango's three seconds.
device.set_timeout_millis(20_000)
outcomes = []


def plain(value):
    if isinstance(value, numpy.ndarray):
        return [str(value.dtype), value.tolist()]
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    return value if isinstance(value, (bool, int, float)) or value is None else str(value)


def told(name, call):
    """The result, or the reasons of the stack that came instead."""
    try:
        outcomes.append([name, plain(call())])
    except tango.DevFailed as error:
        outcomes.append([name, type(error).__name__, [level.reason for level in error.args]])


# The real one shows of them what lay in its memory: they were never given a value.
FORGOTTEN = ("float_scalar", "uchar_scalar", "ushort_scalar")


def written(name, value):
    def call():
        device.write_attribute(name, value)
        reading = device.read_attribute(name)
        shown = "anything" if name in FORGOTTEN else reading.value
        return [shown, reading.w_value, reading.dim_x, reading.dim_y, reading.w_dim_x, reading.w_dim_y]

    told("write " + name, call)


KEPT = {"boolean": False, "float": 1.5, "string": "caf\xe9", "uchar": 255, "ushort": 65535}
for prefix, value in KEPT.items():
    written(prefix + "_scalar", value)
SAMPLES = {
    "boolean": [True, False, True],
    "double": [1.5, -2.25],
    "float": [0.5],
    "long": [1, -2147483648],
    "short": [-32768, 5, 6],
    "string": ["a", "", "\xe9\xff"],
    "uchar": [0, 255],
    "ushort": [65535, 1],
}
for prefix, values in SAMPLES.items():
    written(prefix + "_spectrum", values)
    # Debian's TangoTest dies of a written long_image.
    if prefix != "long":
        written(prefix + "_image", [values, values])
        written(prefix + "_image", [values])
for name in ("long_scalar", "long64_scalar", "ulong_scalar", "ulong64_scalar", "short_scalar", "double_scalar"):
    device.write_attribute(name, 7)
    told("set value of " + name, lambda: device.read_attribute(name).w_value)
for prefix in ("double", "long", "short"):
    device.write_attribute(prefix + "_scalar_w", 3)
    told(prefix + "_scalar_w", lambda: [device.read_attribute(prefix + "_scalar_w").value])
    told(prefix + "_scalar_rww", lambda: [device.read_attribute(prefix + "_scalar_rww").w_value])
told("write and read", lambda: device.write_read_attribute("ushort_scalar", 99).w_value)
told("write several", lambda: device.write_attributes([("uchar_scalar", 3), ("boolean_scalar", True)]))
told("read several", lambda: [each.w_value for each in device.read_attributes(["UCHAR_scalar", "Boolean_Scalar"])])

ARGUMENTS = {
    "DevBoolean": True,
    "DevDouble": -1.5,
    "DevFloat": 0.5,
    "DevLong": -2147483648,
    "DevLong64": -9223372036854775808,
    "DevShort": -32768,
    "DevString": "caf\xe9",
    "DevULong": 4294967295,
    "DevULong64": 18446744073709551615,
    "DevUShort": 65535,
    "DevVarCharArray": [0, 255],
    "DevVarDoubleArray": [1.5, -2.5],
    "DevVarDoubleStringArray": [[1.5, 2.5], ["a", "b"]],
    "DevVarFloatArray": [0.5],
    "DevVarLong64Array": [-9223372036854775808],
    "DevVarLongArray": [1, -2],
    "DevVarLongStringArray": [[1, 2], ["a", "\xe9"]],
    "DevVarShortArray": [1, -2],
    "DevVarStringArray": ["a", "", "b"],
    "DevVarULong64Array": [18446744073709551615],
    "DevVarULongArray": [4294967295],
    "DevVarUShortArray": [65535],
}
for name, argument in ARGUMENTS.items():
    told(name, lambda: device.command_inout(name, argument))
told("an empty argument", lambda: device.command_inout("DevVarDoubleArray", []))
told("in another case", lambda: device.command_inout("DEVlong", 5))
told("DevVoid", lambda: device.command_inout("DevVoid"))
for _ in range(2):
    told("SwitchStates", lambda: device.command_inout("SwitchStates"))
    told("state", lambda: [device.state(), device.status(), device.State(), device.read_attribute("State").value])
told("Init", lambda: device.command_inout("Init"))
told("state after Init", lambda: [device.state(), device.Status(), device.read_attribute("Status").value])
told("ping", lambda: device.ping() > 0)
print(json.dumps(outcomes))
