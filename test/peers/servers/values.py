"""One table of types and values: the extremes of every type, text outside ASCII, numbers beyond 2^53."""

import math

from tango import CmdArgType, DevState

LABELS = ["Idle", "Running fast", 'Say "hi"', "it's", "Fault"]
LONG = 2**63 - 1

# Initial value of a scalar, and the rows of an image; a spectrum is the first row.
VALUES = {
    "boolean": (CmdArgType.DevBoolean, True, [[True, False, True], [False, False, True]]),
    "uchar": (CmdArgType.DevUChar, 255, [[0, 1, 255], [254, 2, 7]]),
    "short": (CmdArgType.DevShort, -32768, [[-32768, 0, 32767], [1, 2, 3]]),
    "ushort": (CmdArgType.DevUShort, 65535, [[0, 1, 65535], [1, 2, 3]]),
    "long": (CmdArgType.DevLong, -(2**31), [[-(2**31), 0, 2**31 - 1], [1, 2, 3]]),
    "ulong": (CmdArgType.DevULong, 2**32 - 1, [[0, 1, 2**32 - 1], [1, 2, 3]]),
    "long64": (CmdArgType.DevLong64, -(2**63), [[-(2**63), 2**53 + 1, LONG], [1, 2, 3]]),
    "ulong64": (CmdArgType.DevULong64, 2**64 - 1, [[0, 2**53 + 1, 2**64 - 1], [1, 2, 3]]),
    "float": (CmdArgType.DevFloat, 1.5, [[-1.5, 0.0, 3.25], [1, 2, 3]]),
    "double": (CmdArgType.DevDouble, 3.14159, [[-1e300, 0.0, 1e-300], [math.nan, math.inf, -math.inf]]),
    "string": (CmdArgType.DevString, "caf\xe9", [["a", "", "caf\xe9"], ["b", "two words", "c"]]),
    "enum": (CmdArgType.DevEnum, 1, [[0, 1, 4], [2, 3, 0]]),
    "state": (
        CmdArgType.DevState,
        DevState.MOVING,
        [[DevState.ON, DevState.FAULT, DevState.UNKNOWN], [DevState.OFF, DevState.ALARM, DevState.INIT]],
    ),
    "encoded": (CmdArgType.DevEncoded, ("raw", b"\x00\x01\xff"), None),
}


def values_of(kind):
    """Yields `scalar`, `spectrum` and `image` with their value, where the type has the format."""
    _, scalar, rows = VALUES[kind]
    yield "scalar", scalar
    if rows is not None:
        yield "spectrum", rows[0]
        yield "image", rows
