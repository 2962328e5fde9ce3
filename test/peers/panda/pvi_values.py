"""Prints what an IOC publishes of some blocks: of each entry its access, PVs, and what the first PV holds."""

import json
import sys

from p4p import Value
from p4p.client.thread import Context

TYPES = {"?": "bool", "b": "i8", "B": "u8", "h": "i16", "H": "u16", "i": "i32", "I": "u32", "d": "f64", "s": "str"}


def below(context: Context, prefix: str, names: list[str]):
    """The instances of each block: the older IOC lists them, the newer one has an entry for each."""
    top = context.get(prefix + "PVI", timeout=10)["value"]
    for name in names:
        if isinstance(top[name], list):
            yield from ((name, str(n), part["d"]) for n, part in enumerate(top[name]) if part is not None)
            continue
        entries = context.get(top[name]["d"], timeout=10)["value"]
        numbered = [key for key in entries.keys() if key.startswith("__")]
        yield from ((name, key[2:], entries[key]["d"]) for key in numbered)
        if not numbered:
            yield name, "0", top[name]["d"]


def described(got: Value) -> dict:
    value, kept = got["value"], {}
    form = dict(got.type().aspy()[2])["value"]
    if isinstance(value, Value) and "choices" in value.keys():
        kept["value"] = {"type": "enum", "labels": list(value["choices"])}
    elif isinstance(form, tuple):
        kept["value"] = {
            "type": "table",
            "fields": [{"name": name, "type": f"{TYPES[column[1:]]}[]"} for name, column in form[2]],
        }
    else:
        kept["value"] = {"type": TYPES[form]}
    parts = got.keys()
    if "display" in parts and got["display"]["description"]:
        kept["description"] = got["display"]["description"]
    if "display" in parts and "units" in got["display"].keys() and got["display"]["units"]:
        kept["value"]["units"] = got["display"]["units"]
    if "control" in parts and got["control"]["limitHigh"]:
        kept["high"] = got["control"]["limitHigh"]
    return kept


def main(prefix: str, names: list[str]) -> dict:
    found = {}
    with Context("pva", nt=False) as context:
        for name, number, pv in below(context, prefix, names):
            entries = context.get(pv, timeout=10)["value"]
            block = found.setdefault(name, {}).setdefault(number, {})
            for entry in entries.keys():
                access = {key: entries[entry][key] for key in entries[entry].keys() if entries[entry][key]}
                pvs = [access[key] for key in ("r", "rw", "w", "x") if key in access]
                if pvs:
                    block[entry] = {**access, **described(context.get(pvs[0], timeout=10))}
    return found


print("RESULT " + json.dumps(main(sys.argv[1], sys.argv[2:])))
