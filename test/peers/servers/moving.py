"""A device that says at once that it has heard, and is done some milliseconds later."""

import threading

from tango import AttrWriteType, DevState
from tango.server import Device, attribute, command

from serve import serve

TRAVEL = 0.005


class Moving(Device):
    """A mover that is told where to go and never asks whether it may."""

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)
        self.at, self.wanted, self.is_done = 0.0, 0.0, True

    @attribute(dtype=float, access=AttrWriteType.READ_WRITE)
    def position(self):
        return self.at

    @position.write
    def position(self, target):
        self.is_done, self.wanted = False, target
        threading.Timer(TRAVEL, self.arrive).start()

    @attribute(dtype=bool)
    def done(self):
        return self.is_done

    @command
    def Stop(self):
        pass

    def arrive(self):
        self.at, self.is_done = self.wanted, True


if __name__ == "__main__":
    serve(Moving)
