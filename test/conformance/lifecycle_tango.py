"""The device of the lifecycle suite as a Tango server."""

import time

from tango import AttrWriteType, DevState, Except
from tango.server import Device, attribute, command

LABELS = ["Idle", "Run", "Fault", "Maintenance"]


class Lifecycle(Device):
    number = attribute(dtype=float, access=AttrWriteType.READ_WRITE)
    readback = attribute(dtype=float)
    mode = attribute(dtype="DevEnum", enum_labels=LABELS, access=AttrWriteType.READ_WRITE)
    text = attribute(dtype=str, access=AttrWriteType.READ_WRITE)
    array = attribute(dtype=(float,), max_dim_x=16, access=AttrWriteType.READ_WRITE)
    broken = attribute(dtype=float, access=AttrWriteType.READ_WRITE)

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)
        self.values = {"number": 1.0, "readback": 2.0, "mode": 1, "text": "hello", "array": [1.0, 2.5]}

    def fail(self):
        Except.throw_exception("Lifecycle_Broken", "It is broken", "Lifecycle")

    def read_number(self):
        return self.values["number"]

    def write_number(self, value):
        self.values["number"] = value

    def read_readback(self):
        return self.values["readback"]

    def read_mode(self):
        return self.values["mode"]

    def write_mode(self, value):
        self.values["mode"] = value

    def read_text(self):
        return self.values["text"]

    def write_text(self, value):
        self.values["text"] = value

    def read_array(self):
        return self.values["array"]

    def write_array(self, value):
        self.values["array"] = value

    def read_broken(self):
        self.fail()

    def write_broken(self, value):
        self.fail()

    @command(dtype_in=float, dtype_out=float)
    def Double(self, value):
        return 2 * value

    @command
    def Reset(self):
        self.values["number"] = 0.0

    @command
    def Slow(self):
        time.sleep(0.6)

    @command(dtype_in=float, doc_in="what readback shows from now on")
    def Force(self, value):
        self.values["readback"] = value


if __name__ == "__main__":
    Lifecycle.run_server()
