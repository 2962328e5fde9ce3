"""Prints the PVI of a device: its own entries, and those of the blocks below it, by name."""

import json
import sys

from p4p.client.thread import Context


def entries(context: Context, pv: str) -> dict:
    return context.get(pv, timeout=10).todict()["value"]


def blocks(context: Context, pv: str, depth: int) -> dict:
    found = {}
    for name, entry in entries(context, pv).items():
        instances = entry if isinstance(entry, list) else [entry]
        below = [part["d"] for part in instances if part and "d" in part]
        found[name] = [blocks(context, child, depth - 1) for child in below] if below and depth else sorted(below) or entry
    return found


with Context("pva") as context:
    print("RESULT " + json.dumps(blocks(context, sys.argv[1] + "PVI", int(sys.argv[2]))))
