"""ophyd-async's own devices on the embedded facility: `devices.py pva|ca`."""

import asyncio
import json
import sys

from ophyd_async.core import Device, observe_value
from ophyd_async.epics.adcore import ADBaseIO, ADImageMode
from ophyd_async.epics.core import PviDeviceConnector
from ophyd_async.epics.motor import Motor

scheme = sys.argv[1]


def described(device):
    """The children of a device, and theirs, by the kinds of their members."""
    return {str(name): described(child) if isinstance(child, Device) and not hasattr(child, "source")
            else type(child).__name__ for name, child in device.children()}


async def main():
    result = {}
    motor = Motor(f"{scheme}://SIM:Motor1", name="motor")
    camera = ADBaseIO(f"{scheme}://SIM:Camera:", name="camera")
    await asyncio.gather(motor.connect(), camera.connect())

    positions = []

    async def watch():
        async for position in observe_value(motor.user_readback):
            positions.append(position)

    watching = asyncio.create_task(watch())
    await motor.set(1.5)
    watching.cancel()
    result["motor"] = [await motor.user_readback.get_value(), await motor.motor_egu.get_value(),
                       await motor.motor_done_move.get_value()]
    result["moved"] = positions == sorted(positions) and len(positions) > 2
    moving = motor.set(40)
    await asyncio.sleep(0.3)
    await motor.stop(success=True)
    await moving
    result["stopped"] = 1.5 < await motor.user_readback.get_value() < 20
    try:
        await motor.set(1000)
    except Exception as error:
        result["limit"] = type(error).__name__

    await camera.image_mode.set(ADImageMode.MULTIPLE)
    await camera.num_images.set(3)
    await camera.acquire_time.set(0.02)
    before = await camera.array_counter.get_value()
    await camera.acquire.set(True)
    result["frames"] = await camera.array_counter.get_value() - before
    result["state"] = str(await camera.detector_state.get_value())
    result["camera"] = [await camera.manufacturer.get_value(), await camera.array_size_x.get_value()]

    if scheme == "pva":
        tree = Device(name="tree", connector=PviDeviceConnector("SIM:"))
        await tree.connect()
        result["tree"] = described(tree)
        table = await tree.thermostat.program.get_value()
        result["table"] = {name: [str(each) for each in column] for name, column in dict(table).items()}
    print("RESULT " + json.dumps(result))


asyncio.run(main())
