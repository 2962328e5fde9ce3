"""Devices of IDL 3 and 4, which only PyTango 9 still makes: run with Debian's Python.

Both have `position` (read-write double with limits), `failing`, `<type>_<scalar|spectrum|image>` of every type that
their IDL knows (read-write), and the commands `Twice` and `Fail`.
"""

import os
import sys

import tango
from tango import ArgType, AttrDataFormat, AttrWriteType, DevState, Except, Util

from values import VALUES, values_of

SHAPES = {
    "scalar": (AttrDataFormat.SCALAR, []),
    "spectrum": (AttrDataFormat.SPECTRUM, [16]),
    "image": (AttrDataFormat.IMAGE, [16, 8]),
}
TYPES = [kind for kind in VALUES if kind not in ("enum", "encoded")]


class Behaviour:
    def init_device(self):
        self.set_state(DevState.ON)
        self.set_status("An old device.")
        self.position = 1.25
        self.values = {f"{kind}_{shape}": value for kind in TYPES for shape, value in values_of(kind)}

    def read_position(self, attr):
        attr.set_value(self.position)

    def write_position(self, attr):
        self.position = attr.get_write_value()

    def read_failing(self, attr):
        Except.throw_exception("Old_Reason", "It never worked", "Behaviour.read_failing")

    def Twice(self, values):
        return [2 * value for value in values]

    def Fail(self):
        Except.throw_exception("Old_Reason", "It never worked", "Behaviour.Fail")


def add_access(name):
    def read(self, attr):
        attr.set_value(self.values[name])

    def write(self, attr):
        self.values[name] = attr.get_write_value()

    setattr(Behaviour, f"read_{name}", read)
    setattr(Behaviour, f"write_{name}", write)


class Old3(Behaviour, tango.Device_3Impl):
    def __init__(self, device_class, name):
        tango.Device_3Impl.__init__(self, device_class, name)
        self.init_device()


class Old4(Behaviour, tango.Device_4Impl):
    def __init__(self, device_class, name):
        tango.Device_4Impl.__init__(self, device_class, name)
        self.init_device()


class OldClass(tango.DeviceClass):
    class_property_list = {}
    device_property_list = {}
    cmd_list = {
        "Twice": [[ArgType.DevVarDoubleArray, "values"], [ArgType.DevVarDoubleArray, "twice the values"]],
        "Fail": [[ArgType.DevVoid, ""], [ArgType.DevVoid, ""]],
    }
    attr_list = {
        "position": [
            [ArgType.DevDouble, AttrDataFormat.SCALAR, AttrWriteType.READ_WRITE],
            {"unit": "mm", "min value": "-100", "max value": "100", "description": "Where it is"},
        ],
        "failing": [[ArgType.DevDouble, AttrDataFormat.SCALAR, AttrWriteType.READ]],
    }


for kind in TYPES:
    for shape, _ in values_of(kind):
        data_format, sizes = SHAPES[shape]
        add_access(f"{kind}_{shape}")
        OldClass.attr_list[f"{kind}_{shape}"] = [[VALUES[kind][0], data_format, AttrWriteType.READ_WRITE, *sizes]]


class Old3Class(OldClass):
    pass


class Old4Class(OldClass):
    pass


if __name__ == "__main__":
    wanted = os.environ.get("PEER_CLASSES", "Old3,Old4").split(",")
    util = Util(sys.argv)
    if "Old3" in wanted:
        util.add_class(Old3Class, Old3, "Old3")
    if "Old4" in wanted:
        util.add_class(Old4Class, Old4, "Old4")
    Util.instance().server_init()
    # PyTango's own `run` prints this line; here it tells the test the same.
    print("Ready to accept request", flush=True)
    Util.instance().server_run()
