"""Every attribute type in every format and access, and an echo command of every argument type.

PyTango makes no attribute of READ_WITH_WRITE; TangoTest has them.
"""

from collections import Counter

from tango import AttrDataFormat, AttrWriteType, CmdArgType, DevState
from tango.server import Device, attribute, command

from serve import serve
from values import LABELS, VALUES, values_of

SHAPES = {
    "scalar": (AttrDataFormat.SCALAR, 1, 0),
    "spectrum": (AttrDataFormat.SPECTRUM, 16, 0),
    "image": (AttrDataFormat.IMAGE, 16, 8),
}
ACCESS = {"": AttrWriteType.READ_WRITE, "_ro": AttrWriteType.READ, "_wo": AttrWriteType.WRITE}

# DevEnum, DevUChar and DevVarStateArray cannot be the argument of a PyTango command.
ECHOES = [
    "DevBoolean", "DevShort", "DevLong", "DevFloat", "DevDouble", "DevUShort", "DevULong", "DevString",
    "DevVarCharArray", "DevVarShortArray", "DevVarLongArray", "DevVarFloatArray", "DevVarDoubleArray",
    "DevVarUShortArray", "DevVarULongArray", "DevVarStringArray", "DevVarLongStringArray",
    "DevVarDoubleStringArray", "DevState", "DevVarBooleanArray", "DevLong64", "DevULong64",
    "DevVarLong64Array", "DevVarULong64Array", "DevEncoded",
]


def echo_command(type_name):
    def echo(self, value):
        self.counts[f"call Echo{type_name}"] += 1
        return value

    echo.__name__ = f"Echo{type_name}"
    dtype = getattr(CmdArgType, type_name)
    return command(echo, dtype_in=dtype, dtype_out=dtype)


class AllTypes(Device):
    """Types of Tango, e.g. ``double_spectrum`` (read and write), ``double_spectrum_ro``, ``double_spectrum_wo``."""

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)
        self.set_status("All types are served.")
        self.counts = Counter()
        self.values = {}

    def initialize_dynamic_attributes(self):
        for kind, (dtype, _, _) in VALUES.items():
            for shape, value in values_of(kind):
                for suffix, access in ACCESS.items():
                    self.values[f"{kind}_{shape}{suffix}"] = value
                    self.add(f"{kind}_{shape}{suffix}", dtype, *SHAPES[shape], access)

    def add(self, name, dtype, data_format, width, height, access):
        extra = {"enum_labels": LABELS} if dtype == CmdArgType.DevEnum else {}
        self.add_attribute(
            attribute(
                name=name,
                dtype=dtype,
                dformat=data_format,
                max_dim_x=width,
                max_dim_y=height,
                access=access,
                fget=None if access == AttrWriteType.WRITE else self.read_value,
                fset=None if access == AttrWriteType.READ else self.write_value,
                **extra,
            )
        )

    def read_value(self, attr):
        self.counts[f"read {attr.get_name()}"] += 1
        return self.values[attr.get_name()]

    def write_value(self, attr):
        self.counts[f"write {attr.get_name()}"] += 1
        self.values[attr.get_name()] = attr.get_write_value()

    @command(dtype_in=str, dtype_out=int, doc_in="`read`, `write` or `call`, a space, and a name")
    def Count(self, key):
        """How often something was asked of the device."""
        return self.counts[key]

    @command(dtype_in=str, dtype_out=str, doc_in="an attribute's name")
    def Stored(self, name):
        """What was last written to an attribute, as Python prints it; shows what a write-only attribute received."""
        return repr(self.values[name])

    @command
    def Nothing(self):
        self.counts["call Nothing"] += 1

    @command(dtype_out=CmdArgType.DevString)
    def Give(self):
        return "given"

    @command(dtype_in=CmdArgType.DevString)
    def Take(self, text):
        self.counts[f"call Take {text}"] += 1

    # PyTango collects commands while the class is made, so the loop is in its body.
    for type_name in ECHOES:
        vars()[f"Echo{type_name}"] = echo_command(type_name)


if __name__ == "__main__":
    serve(AllTypes)
