"""A device with limits, alarm levels, and things that are not allowed: the real one beside `guarded.ts`."""

from tango import AttrQuality, AttrWriteType, DevState
from tango.server import Device, attribute, command

RW = AttrWriteType.READ_WRITE


class Guarded(Device):
    level = attribute(
        dtype=float, access=RW, unit="mm", min_value=-10, max_value=10,
        min_alarm=-8, max_alarm=8, min_warning=-5, max_warning=5, delta_t=100, delta_val=1,
        abs_change=0.5, rel_change=1, period=500, archive_abs_change=2, archive_rel_change=3, archive_period=4000,
        label="Level", doc="A level", format="%8.3f", standard_unit="m", display_unit="um",
    )  # fmt: skip
    places = attribute(dtype=("DevLong",), max_dim_x=4, access=RW, min_value=0, max_value=10)
    turns = attribute(dtype="DevLong64", access=RW, min_value=-4611686018427387904, max_value=4611686018427387905)
    choice = attribute(dtype="DevEnum", enum_labels=["A", "B", "C"], access=RW)
    image = attribute(dtype=(("DevDouble",),), max_dim_x=4, max_dim_y=3, access=RW)
    closed = attribute(dtype=float, access=RW, fisallowed="is_closed_allowed")
    invalid = attribute(dtype=float)
    changing = attribute(dtype=float)
    empty = attribute(dtype=("DevDouble",), max_dim_x=3)

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)
        self.kept = {"level": 0.0, "places": [1], "turns": 0, "choice": 0, "image": [[1.0, 2.0], [3.0, 4.0]]}

    def is_closed_allowed(self, _):
        return False

    def read_level(self):
        return self.kept["level"]

    def write_level(self, value):
        self.kept["level"] = value

    def read_places(self):
        return self.kept["places"]

    def write_places(self, value):
        self.kept["places"] = value

    def read_turns(self):
        return self.kept["turns"]

    def write_turns(self, value):
        self.kept["turns"] = value

    def read_choice(self):
        return self.kept["choice"]

    def write_choice(self, value):
        self.kept["choice"] = value

    def read_image(self):
        return self.kept["image"]

    def write_image(self, value):
        self.kept["image"] = value

    def read_closed(self):
        return 1.0

    def write_closed(self, value):
        pass

    def read_invalid(self):
        return 1.0, 0.0, AttrQuality.ATTR_INVALID

    def read_changing(self):
        return 1.0, 0.0, AttrQuality.ATTR_CHANGING

    def read_empty(self):
        return []

    def is_Never_allowed(self):
        return False

    @command
    def Never(self):
        pass


if __name__ == "__main__":
    Guarded.run_server()
