"""Attributes whose configuration says everything that Tango can say, and one with a state machine."""

from tango import AttrWriteType, DevState, DispLevel
from tango.server import Device, attribute, command, device_property

from serve import serve


class Configured(Device):
    """A supply with limits, units and documented members."""

    host = device_property(dtype=str, default_value="localhost", doc="Address of the instrument")
    channels = device_property(dtype=(int,), default_value=[1, 2], doc="Channels in use")

    current = attribute(
        dtype=float,
        access=AttrWriteType.READ_WRITE,
        label="Coil current",
        doc="Current through the coil.\nWritten values are ramped.",
        unit="A",
        standard_unit="1",
        display_unit="A",
        format="%6.3f",
        min_value=-10,
        max_value=10,
        min_alarm=-9.5,
        max_alarm=9.5,
        min_warning=-9,
        max_warning=9,
        delta_val=0.5,
        delta_t=500,
        abs_change=0.1,
        rel_change=1,
        period=500,
        archive_abs_change=0.2,
        archive_rel_change=2,
        archive_period=10000,
        memorized=True,
        hw_memorized=True,
    )
    turns = attribute(
        dtype="DevLong64", access=AttrWriteType.READ_WRITE, min_value=-(2**62), max_value=2**62 + 1, format="%d"
    )
    flux = attribute(dtype=(float,), max_dim_x=8, unit="V.s", min_value=0, max_value=5, access=AttrWriteType.READ_WRITE)
    secret = attribute(dtype=int, display_level=DispLevel.EXPERT, unit="\xb0C", polling_period=100)
    ready = attribute(dtype=bool, label="", doc="")

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)
        self.set_status(f"{self.host} {list(self.channels)}")
        self.values = {"current": 1.5, "turns": 2**53 + 1, "flux": [1.0, 2.0]}

    def read_current(self):
        return self.values["current"]

    def write_current(self, value):
        self.values["current"] = value

    def is_current_allowed(self, request):
        return self.get_state() != DevState.FAULT

    def read_turns(self):
        return self.values["turns"]

    def write_turns(self, value):
        self.values["turns"] = value

    def read_flux(self):
        return self.values["flux"]

    def write_flux(self, value):
        self.values["flux"] = value

    def read_secret(self):
        return 42

    def read_ready(self):
        return True

    @command(dtype_in=float, doc_in="Target, in A", dtype_out=bool, doc_out="True when it was reached")
    def Ramp(self, target):
        """Goes to a current."""
        self.values["current"] = target
        return True

    @command(display_level=DispLevel.EXPERT)
    def Trip(self):
        self.set_state(DevState.FAULT)

    @command
    def Reset(self):
        self.set_state(DevState.ON)


if __name__ == "__main__":
    serve(Configured)
