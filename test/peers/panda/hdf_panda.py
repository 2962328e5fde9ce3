"""Flies a PandA once through an IOC, as ophyd-async does: table, arm, kick off, complete, file; prints what was seen."""

import asyncio
import json
import sys
from pathlib import Path

import bluesky.plan_stubs as bps
from bluesky import RunEngine
from ophyd_async.core import (
    DetectorTrigger,
    StaticFilenameProvider,
    StaticPathProvider,
    TriggerInfo,
)
from ophyd_async.fastcs.panda import HDFPanda, SeqTable, SeqTableInfo, StaticSeqTableFlyableLogic

PREFIX, FOLDER, FRAMES, SETTINGS = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4])

documents = []
run_engine = RunEngine({})
run_engine.subscribe(lambda name, document: documents.append((name, document)))


def signals(device) -> int:
    from ophyd_async.core import Signal

    return sum(1 if isinstance(child, Signal) else signals(child) for _, child in device.children())


def attribute(device, path: str):
    for part in path.split("."):
        device = device[int(part)] if part.isdigit() else getattr(device, part)
    return device


provider = StaticPathProvider(StaticFilenameProvider("fly"), FOLDER)
panda = HDFPanda(PREFIX, path_provider=provider, name="panda")


async def listed(read):
    """The datasets once there are any: the IOC lists them a moment after it says that it captures, and they are read once."""
    for _ in range(200):
        table = await read()
        if len(table) > 0:
            break
        await asyncio.sleep(0.05)
    return table


def fly():
    yield from bps.wait_for([lambda: panda.connect(timeout=30)])
    read = panda.data.datasets.get_value
    panda.data.datasets.get_value = lambda: listed(read)
    for path, value in SETTINGS.items():
        yield from bps.abs_set(attribute(panda, path), value, wait=True)
    table = SeqTable.row(repeats=FRAMES, time1=4000, outa1=True, time2=1000)
    flyer = StaticSeqTableFlyableLogic(panda.seq[1]).with_device("flyer")
    yield from bps.stage_all(panda, flyer)
    yield from bps.open_run()
    info = TriggerInfo(trigger=DetectorTrigger.EXTERNAL_LEVEL, number_of_events=FRAMES)
    yield from bps.prepare(panda, info, wait=True)
    yield from bps.prepare(flyer, SeqTableInfo(sequence_table=table, repeats=1), wait=True)
    yield from bps.declare_stream(panda, name="main", collect=True)
    yield from bps.kickoff_all(panda, flyer, wait=True)
    yield from bps.collect_while_completing(flyers=[flyer], dets=[panda], flush_period=0.5, stream_name="main")
    yield from bps.unstage_all(flyer, panda)
    yield from bps.close_run()


run_engine(fly())
descriptor = next(document for name, document in documents if name == "descriptor")
print(
    "RESULT "
    + json.dumps(
        {
            "signals": signals(panda),
            "names": [name for name, _ in documents],
            "keys": sorted(descriptor["data_keys"]),
            "indices": [
                [document["indices"]["start"], document["indices"]["stop"]]
                for name, document in documents
                if name == "stream_datum"
            ],
            "exit": documents[-1][1]["exit_status"],
            "files": sorted(str(path) for path in FOLDER.glob("*.h5")),
        }
    )
)
