"""What p4p sees of an IOC: `look.py NAME...` prints it as JSON; the actions are those of the test's records."""

import json
import sys
import time

from p4p.client.thread import Context


def text(value):
    return repr(value.tolist() if hasattr(value, "tolist") else value)


def plain(value):
    """The value by the paths of its fields, without the time of what was processed."""
    found = {}
    for path in sorted(value.changedSet()):
        part = value
        for name in path.split("."):
            part = part[name]
        found[path] = text(part)
    if found.get("timeStamp.secondsPastEpoch") != "631152000":
        found = {path: part for path, part in found.items() if not path.startswith("timeStamp")}
    return found


def look(context, name):
    try:
        value = context.get(name, timeout=2)
        return {"type": repr(value.type().aspy()), **plain(value)}
    except Exception as error:
        return type(error).__name__


def put(context, name, value, **options):
    try:
        context.put(name, value, timeout=5, get=False, **options)
        return "done"
    except Exception as error:
        return type(error).__name__


def watch(context, name, actions):
    """What is marked in each update while something is put."""
    updates = []
    monitor = context.monitor(name, lambda value: updates.append(sorted(value.changedSet())))
    time.sleep(0.5)
    for each in actions:
        put(context, *each)
        time.sleep(0.1)
    time.sleep(0.5)
    monitor.close()
    return updates


PUTS = [
    ("T:ai", 7.0), ("T:ai", 3.0), ("T:ai", -20.0), ("T:ai.HIGH", 2.5), ("T:ai.HSV", {"value.index": 1}), ("T:ai", 2.75),
    ("T:ao", 500.0), ("T:ao", -1e9), ("T:ao", 12.5), ("T:bi", {"value.index": 0}), ("T:bo", {"value.index": 1}),
    ("T:bo.ONAM", "Opened"), ("T:mbbo", {"value.index": 2}), ("T:mbbo", {"value.index": 9}), ("T:mbbo.FRST", "four"),
    ("T:longout", 2000), ("T:longout", -7), ("T:longin", 99), ("T:int64out", 2**60), ("T:stringout", "x" * 60),
    ("T:lso", "y" * 200), ("T:wf:double", [0.5] * 1500), ("T:wf:short", [1, -2, 3]), ("T:wf:string", ["a", "b" * 50]),
    ("T:ai.DESC", "z" * 60), ("T:ai.EGU", "micrometres and more"), ("T:ai.PREC", 5), ("T:never", 4.0),
    ("T:ai.RTYP", "x"), ("T:ai.NAME", "x"), ("T:ai.SEVR", {"value.index": 1}), ("T:wf:double.NELM", 7),
    ("T:ai.PROC", 1), ("T:guarded", 2.0),
]

with Context("pva", nt=False) as context:
    answers = {"first": {name: look(context, name) for name in sys.argv[1:]}}
    answers["puts"] = []
    for name, value in PUTS:
        done = put(context, name, value)
        time.sleep(0.05)
        record = name.split(".")[0]
        answers["puts"].append([name, text(value)[:40], done, look(context, record), look(context, name)])
    answers["marked"] = {
        "T:ai": watch(context, "T:ai", [("T:ai", 1.0), ("T:ai", 1.0), ("T:ai", 1.5), ("T:ai.EGU", "mm"), ("T:ai", 7.0),
                                        ("T:ai", 8.0)]),
        "T:mbbo": watch(context, "T:mbbo", [("T:mbbo", {"value.index": 1}), ("T:mbbo.FVST", "five")]),
        "T:ai.EGU": watch(context, "T:ai.EGU", [("T:ai.EGU", "cm"), ("T:ai", 1.25)]),
    }
    answers["masks"] = {}
    for request in ["field(value)", "field(alarm,value)", "field(alarm.severity,bogus)", "field(bogus)",
                    "field(value.bogus)", "field(alarm.bogus)", "field(display)", "field()"]:
        try:
            answers["masks"][request] = sorted(context.get("T:ai", request=request, timeout=5).changedSet())
        except Exception as error:
            answers["masks"][request] = str(error)
print("RESULT " + json.dumps(answers))
