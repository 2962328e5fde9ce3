"""What ophyd-async's test device says of its PVs, as JSON by PV: `describe.py ca|pva PREFIX`."""

import asyncio
import importlib.util
import json
import sys
from pathlib import Path

import ophyd_async.epics

# The package around it wants pytest.
file = Path(ophyd_async.epics.__file__).parent / "testing/_devices.py"
spec = importlib.util.spec_from_file_location("devices", file)
devices = importlib.util.module_from_spec(spec)
sys.modules["devices"] = devices
spec.loader.exec_module(devices)


async def main(scheme, prefix):
    of = devices.EpicsTestCaDevice if scheme == "ca" else devices.EpicsTestPvaDevice
    device = of(f"{scheme}://{prefix}", name="d")
    await device.connect(timeout=10)
    said = {}
    for _, child in device.children():
        if not hasattr(child, "describe"):
            continue
        [key] = (await child.describe()).values()
        said[key["source"].removeprefix(f"{scheme}://")] = key
    print(json.dumps(said))


asyncio.run(main(*sys.argv[1:]))
