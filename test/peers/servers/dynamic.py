"""Interfaces that differ between devices of one class and change while the server runs."""

from tango import AttrDataFormat, AttrWriteType, CmdArgType, DevState
from tango.server import Device, attribute, command, device_property

from serve import serve


class Dynamic(Device):
    """Has `channel_1` to `channel_N`, N from the property `Channels`, and whatever is added later."""

    Channels = device_property(dtype=int, default_value=1)
    Labels = device_property(dtype=(str,), default_value=["Off", "On"])

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)
        self.values = {}

    def initialize_dynamic_attributes(self):
        for channel in range(1, self.Channels + 1):
            self.make(f"channel_{channel}", CmdArgType.DevDouble, 0.0)
        self.make("mode", CmdArgType.DevEnum, 0, enum_labels=list(self.Labels))

    def make(self, name, dtype, value, **extra):
        self.values[name] = value
        self.add_attribute(
            attribute(
                name=name,
                dtype=dtype,
                dformat=AttrDataFormat.SCALAR,
                access=AttrWriteType.READ_WRITE,
                fget=self.read_value,
                fset=self.write_value,
                **extra,
            )
        )

    def read_value(self, attr):
        return self.values[attr.get_name()]

    def write_value(self, attr):
        self.values[attr.get_name()] = attr.get_write_value()

    @command(dtype_in=[str], doc_in="name and DevDouble, DevLong, DevString or DevBoolean")
    def Add(self, name_and_type):
        """Adds an attribute, or gives one another type."""
        name, dtype = name_and_type
        if name in self.values:
            self.remove_attribute(name)
        value = {"DevString": "", "DevBoolean": False}.get(dtype, 0)
        self.make(name, getattr(CmdArgType, dtype), value)

    @command(dtype_in=[str], doc_in="name and labels")
    def AddEnum(self, name_and_labels):
        name, *labels = name_and_labels
        if name in self.values:
            self.remove_attribute(name)
        self.make(name, CmdArgType.DevEnum, 0, enum_labels=labels)

    @command(dtype_in=str)
    def Remove(self, name):
        self.remove_attribute(name)
        del self.values[name]

    @command(dtype_in=str)
    def AddCommand(self, name):
        """Adds a command to this device that takes nothing and answers its own name."""

        def answer(self):
            return name

        answer.__name__ = name
        setattr(self, name, answer.__get__(self))
        self.add_command(command(answer, dtype_out=str), device_level=True)

    @command(dtype_in=str)
    def RemoveCommand(self, name):
        self.remove_command(name)


class Grouped(Dynamic):
    """The same interface under another class name."""


if __name__ == "__main__":
    serve(Dynamic, Grouped)
