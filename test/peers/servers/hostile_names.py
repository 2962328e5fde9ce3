"""Classes and members of any name. An attribute's value is its own name, and a command answers with its own."""

import json
import os

from tango import AttrWriteType, CmdArgType, DevState
from tango.server import Device, attribute, command, run

NAMES = json.loads(os.environ["PEER_NAMES"])


class Named(Device):
    """Has the attributes and commands that it is told to have."""

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)
        self.values = {}

    def initialize_dynamic_attributes(self):
        self.AddAttributes(NAMES["attributes"])
        self.AddCommands(NAMES["commands"])

    def read_value(self, attr):
        return self.values[attr.get_name()]

    def write_value(self, attr):
        self.values[attr.get_name()] = attr.get_write_value()

    @command(dtype_in=[str])
    def AddAttributes(self, names):
        for name in names:
            self.values[name] = name
            self.add_attribute(
                attribute(
                    name=name,
                    dtype=CmdArgType.DevString,
                    access=AttrWriteType.READ_WRITE,
                    fget=self.read_value,
                    fset=self.write_value,
                )
            )

    @command(dtype_in=[str])
    def AddCommands(self, names):
        for name in names:

            def answer(*_, text=f"{name}()"):
                return text

            answer.__name__ = name
            setattr(self, name, answer)
            self.add_command(command(answer, dtype_out=str), device_level=True)


if __name__ == "__main__":
    wanted = os.environ["PEER_CLASSES"].split(",")
    run([type(name, (Named,), {"__doc__": f"The class {name!r}."}) for name in wanted])
