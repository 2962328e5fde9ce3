"""A device whose dynamic members become what a test says, while it runs."""

import json

from tango import AttrDataFormat, AttrWriteType, CmdArgType, DevState
from tango.server import Device, attribute, command

from serve import serve


class Drifter(Device):
    """Has nothing of its own but `Become`."""

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)
        self.made = {}
        self.commands = {}

    @command(dtype_in=str)
    def Become(self, text):
        """`{"attributes": {NAME: {"type", "access", "format", and what an attribute may say}}, "commands": {NAME: TYPE}}`"""
        wanted = json.loads(text)
        attributes = wanted.get("attributes", {})
        for name in [name for name, facts in self.made.items() if attributes.get(name) != facts]:
            self.remove_attribute(name)
            del self.made[name]
        for name, facts in attributes.items():
            if name not in self.made:
                self.make(name, dict(facts))
                self.made[name] = facts
        commands = wanted.get("commands", {})
        for name in [name for name, dtype in self.commands.items() if commands.get(name) != dtype]:
            self.remove_command(name)
            del self.commands[name]
        for name, dtype in commands.items():
            if name not in self.commands:
                self.make_command(name, dtype)
                self.commands[name] = dtype

    def make(self, name, facts):
        access = getattr(AttrWriteType, facts.pop("access", "READ_WRITE"))
        accessors = {"fget": self.read_value, "fset": self.write_value}
        if access == AttrWriteType.READ:
            del accessors["fset"]
        if access == AttrWriteType.WRITE:
            del accessors["fget"]
        self.add_attribute(
            attribute(
                name=name,
                dtype=getattr(CmdArgType, facts.pop("type")),
                dformat=getattr(AttrDataFormat, facts.pop("format", "SCALAR")),
                access=access,
                max_dim_x=16,
                **accessors,
                **facts,
            )
        )

    def make_command(self, name, dtype):
        def answer(self, argument):
            return argument

        answer.__name__ = name
        setattr(self, name, answer.__get__(self))
        self.add_command(command(answer, dtype_in=dtype, dtype_out=dtype), device_level=True)

    def read_value(self, attr):
        return {CmdArgType.DevString: ""}.get(attr.get_data_type(), 0)

    def write_value(self, attr):
        attr.get_write_value()


if __name__ == "__main__":
    serve(Drifter)
