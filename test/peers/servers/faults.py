"""Attributes and commands that fail, are slow, change quality or count what was asked of them."""

import time
from collections import Counter

import tango
from tango import AttrQuality, DevState, ErrSeverity, Except
from tango.server import Device, attribute, command

from serve import serve


def fail(levels):
    """Raises a DevFailed whose stack has the given number of levels, the cause first."""
    try:
        Except.throw_exception("Motor_Stalled", "The motor stalled at 3.5 mm", "Axis::move()", ErrSeverity.PANIC)
    except tango.DevFailed as error:
        for level in range(2, levels + 1):
            try:
                Except.re_throw_exception(
                    error, f"Level_{level}", f"caf\xe9 {level}", f"Layer{level}::call()", ErrSeverity.ERR
                )
            except tango.DevFailed as outer:
                error = outer
        raise error


class Faults(Device):
    def init_device(self):
        super().init_device()
        self.set_state(DevState.RUNNING)
        self.counts = Counter()
        self.delay = 0.0
        self.value = 1.0
        self.quality = AttrQuality.ATTR_VALID
        self.broken = False

    def counted(self, what):
        self.counts[what] += 1

    @attribute(dtype=float)
    def good(self):
        """Never fails."""
        self.counted("read good")
        return self.value

    @good.write
    def good(self, value):
        self.counted("write good")
        self.value = value

    @attribute(dtype=float)
    def failing(self):
        """Fails with a stack of three errors."""
        self.counted("read failing")
        fail(3)

    @failing.write
    def failing(self, value):
        self.counted("write failing")
        fail(2)

    @attribute(dtype=float)
    def broken_python(self):
        """Fails with a Python exception."""
        return 1 / 0

    @attribute(dtype=float)
    def sometimes(self):
        """Fails while the command Break holds."""
        if self.broken:
            fail(1)
        return self.value

    @attribute(dtype=float)
    def slow(self):
        """Takes as many seconds as Delay was given, to read and to write."""
        self.counted("read slow")
        time.sleep(self.delay)
        return self.value

    @slow.write
    def slow(self, value):
        self.counted("write slow")
        time.sleep(self.delay)
        self.value = value

    @attribute(dtype=float, min_alarm=-10, max_alarm=10, min_warning=-5, max_warning=5)
    def level(self):
        """Has the quality that Quality was given, or ALARM and WARNING from its limits."""
        return self.value, time.time(), self.quality

    @level.write
    def level(self, value):
        self.value = value

    @attribute(dtype=int)
    def ticks(self):
        """One more at each read."""
        self.counted("read ticks")
        return self.counts["read ticks"]

    @command(dtype_in=float, doc_in="seconds")
    def Delay(self, seconds):
        self.delay = seconds

    @command(dtype_in=str, doc_in="VALID, INVALID, ALARM, CHANGING or WARNING")
    def Quality(self, name):
        self.quality = getattr(AttrQuality, f"ATTR_{name}")

    @command(dtype_in=bool)
    def Break(self, broken):
        self.broken = broken

    @command(dtype_in=DevState)
    def ForceState(self, state):
        self.set_state(state)

    @command(dtype_in=float, dtype_out=float, doc_in="seconds")
    def Sleep(self, seconds):
        self.counted("call Sleep")
        time.sleep(seconds)
        return seconds

    @command(dtype_in=int, doc_in="levels of the error stack")
    def Fail(self, levels):
        self.counted("call Fail")
        fail(levels)

    @command
    def FailPython(self):
        raise ValueError("not today")

    @command(dtype_in=str, dtype_out=int, doc_in="`read`, `write` or `call`, a space, and a name")
    def Count(self, key):
        """How often something was asked of the device."""
        return self.counts[key]


if __name__ == "__main__":
    serve(Faults)
