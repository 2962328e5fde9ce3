"""What libca sees of an IOC, through aioca: `look_ca.py NAME...` prints it as JSON; the actions are those of the test's records."""

import asyncio
import json
import sys

from aioca import (DBE_ALARM, DBE_LOG, DBE_PROPERTY, DBE_VALUE, DBR_CHAR_STR, DBR_CLASS_NAME, DBR_DOUBLE, DBR_ENUM, DBR_FLOAT,
                   DBR_LONG, DBR_SHORT, DBR_STRING, FORMAT_CTRL, FORMAT_TIME, caget, cainfo, camonitor, caput)

TYPES = {"native": None, "string": DBR_STRING, "short": DBR_SHORT, "float": DBR_FLOAT, "enum": DBR_ENUM, "long": DBR_LONG,
         "double": DBR_DOUBLE, "text": DBR_CHAR_STR}
KEPT = ["status", "severity", "units", "precision", "upper_disp_limit", "lower_disp_limit", "upper_alarm_limit",
        "lower_alarm_limit", "upper_warning_limit", "lower_warning_limit", "upper_ctrl_limit", "lower_ctrl_limit", "enums"]


def text(value):
    return repr(value.tolist() if hasattr(value, "tolist") else value if isinstance(value, int) else str(value))


def plain(value):
    found = {name: str(getattr(value, name)) for name in KEPT if hasattr(value, name)}
    if hasattr(value, "timestamp") and value.timestamp <= 631152000:
        found["timestamp"] = value.timestamp
    return {"value": text(value), "element": value.element_count, "datatype": int(value.datatype), **found}


async def read(name, **options):
    try:
        value = await caget(name, timeout=5, throw=False, **options)
        return plain(value) if value.ok else str(value.errorcode)
    except IndexError:
        return "a text where there is none"


def asked(native, labels):
    """Types and forms: of texts only those that a text is, and limits only of what has some."""
    for label in labels:
        if native == DBR_STRING and label not in ("native", "string"):
            continue
        yield label, FORMAT_TIME
        if label == "native" or (label == "double" and native != DBR_ENUM):
            yield label, FORMAT_CTRL


async def look(name, labels=tuple(TYPES)):
    found = {}
    info = await cainfo(name, timeout=2, throw=False)
    if not info.ok:
        return "no such channel"
    found["info"] = [info.datatype, info.count, info.read, info.write]
    found["class"] = str(await caget(name, datatype=DBR_CLASS_NAME, count=1, timeout=5))
    for label, form in asked(info.datatype, labels):
        found[f"{label} {form}"] = await read(name, datatype=TYPES[label], format=form)
    return found


async def put(name, value, **options):
    answer = await caput(name, value, wait=True, timeout=5, throw=False, **options)
    return "done" if answer.ok else str(answer.errorcode)


async def watch(name, events, actions):
    """What comes while something is put, but for its time."""
    updates = []
    monitor = camonitor(name, lambda value: updates.append(plain(value)), events=events, format=FORMAT_TIME, all_updates=True)
    await asyncio.sleep(0.3)
    for each in actions:
        await put(*each)
    await asyncio.sleep(0.5)
    monitor.close()
    return updates


PUTS = [
    ("T:ai", 7.0), ("T:ai", 3), ("T:ai", "-20"), ("T:ai", "nonsense"), ("T:ai.HIGH", 2.5), ("T:ai.HSV", "MINOR"),
    ("T:ai", 2.75), ("T:ao", 500.0), ("T:ao", 12.5), ("T:bi", 0), ("T:bo", "On"), ("T:bo", "Nothing"), ("T:bo", 1.0),
    ("T:mbbo", "two"), ("T:mbbo", 9), ("T:mbbo", "1"), ("T:longout", 2000), ("T:longout", 7.9), ("T:longout", "12"),
    ("T:int64out", 2**40), ("T:stringout", "x" * 39), ("T:stringout", 12.5), ("T:lso", "short"), ("T:wf:double", [0.5] * 900),
    ("T:wf:short", [1, -2, 3]), ("T:wf:short", [1.5, 2.5]), ("T:wf:uchar", [116, 250]), ("T:wf:string", ["a", "b"]),
    ("T:wf:double", 4.5), ("T:ai.DESC", "another"), ("T:ai.EGU", "micrometres"), ("T:ai.PREC", 5), ("T:never", 4.0),
    ("T:ai.RTYP", "x"), ("T:ai.SEVR", 1), ("T:wf:double.NELM", 7), ("T:ai.PROC", 1), ("T:guarded", 2.0),
    ("T:ai", 1.5e9), ("T:wf:float", [1e9, float("inf"), float("nan")]),
]


async def main():
    answers = {"first": {name: await look(name) for name in sys.argv[1:]}, "puts": []}
    for name, value in PUTS:
        done = await put(name, value)
        record = name.split(".")[0]
        seen = [await look(each, ["native", "string"]) for each in (record, name)]
        answers["puts"].append([name, str(value)[:40], done, *seen])
    everything = [("T:ai", 1.0), ("T:ai", 1.0), ("T:ai.EGU", "mm"), ("T:ai", 7.0), ("T:ai", 8.0)]
    answers["events"] = {str(events): await watch("T:ai", events, everything)
                         for events in (DBE_VALUE, DBE_LOG, DBE_ALARM, DBE_PROPERTY, DBE_VALUE | DBE_ALARM)}
    await put("T:lso.VAL$", "z" * 100)
    answers["long"] = [await look("T:lso.VAL$", ["native", "text"]), await look("T:ai.DESC$", ["native", "text"])]
    print("RESULT " + json.dumps(answers))


asyncio.run(main())
