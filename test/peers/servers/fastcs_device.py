"""A FastCS controller over PV Access, prefix DEV: attributes of every access and type, parts, and a vector."""

import asyncio
import enum

import numpy as np
from fastcs.attributes import AttrR, AttrRW, AttrW
from fastcs.control_system import FastCS
from fastcs.controllers import Controller, ControllerVector
from fastcs.datatypes import Bool, Enum, Float, Int, String, Table, Waveform
from fastcs.methods import command
from fastcs.transports.epics.pva import EpicsPVATransport


class Mode(enum.Enum):
    IDLE = "Idle"
    RUN = "Run"


class Channel(Controller):
    gain = AttrRW(Float(units="V", prec=3), description="How much is added")
    hits = AttrR(Int())

    @command()
    async def clear(self):
        await self.hits.update(0)


class Device(Controller):
    ramp_rate = AttrRW(Float(units="mm/s"), description="How fast it moves")
    mode = AttrRW(Enum(Mode))
    label = AttrW(String())
    busy = AttrR(Bool())
    spectrum = AttrR(Waveform(np.int32, shape=(4,)))
    steps = AttrRW(Table([("position", np.float64), ("repeats", np.int32)]))

    def __init__(self):
        super().__init__(description="A device of the tests")
        self.add_sub_controller("left", Channel())
        self.add_sub_controller("right", Channel())
        self.add_sub_controller("ch", ControllerVector({n: Channel() for n in (1, 2, 3)}))

    @command()
    async def cancel_all(self):
        await self.busy.update(False)


async def main():
    device = Device()
    device.set_path(["DEV"])
    serving = asyncio.ensure_future(
        FastCS(device, [EpicsPVATransport()], asyncio.get_running_loop()).serve(interactive=False)
    )
    await asyncio.sleep(1)
    print("READY", flush=True)
    await serving


asyncio.run(main())
