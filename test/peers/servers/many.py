"""Devices for figures: one with 60 attributes, and a small one to be served by the hundred."""

from tango import AttrWriteType, DevState
from tango.server import Device, attribute, command

from serve import serve

KINDS = {"double": (float, 1.5), "long": ("DevLong", 7), "boolean": (bool, True), "string": (str, "text")}


def make_attribute(dtype, value, index):
    # One value for reads and writes of all devices: only the traffic matters here.
    return attribute(
        dtype=dtype,
        access=AttrWriteType.READ_WRITE,
        unit="mm",
        label=f"Number {index}",
        doc=f"Attribute number {index}",
        fget=lambda self: value,
        fset=lambda self, new: None,
    )


class Sixty(Device):
    """15 attributes of each of four types: `double_1` to `string_15`."""

    for kind, (dtype, value) in KINDS.items():
        for index in range(1, 16):
            vars()[f"{kind}_{index}"] = make_attribute(dtype, value, index)

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)


class Sensor(Device):
    """Six attributes of each of four types and one command."""

    for kind, (dtype, value) in KINDS.items():
        for index in range(1, 7):
            vars()[f"{kind}_{index}"] = make_attribute(dtype, value, index)

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)

    @command(dtype_in=float, dtype_out=float)
    def Calibrate(self, factor):
        return factor


if __name__ == "__main__":
    serve(Sixty, Sensor)
