"""PVI trees that a hand got wrong: a circle, what is dead, what is no PVI, and names that are JavaScript's own."""

import signal
import threading

from p4p import Type, Value
from p4p.nt import NTScalar
from p4p.server import Server, StaticProvider
from p4p.server.thread import SharedPV


def pvi(entries, place="value"):
    """Entries by name, each a dict of accesses."""
    inner = [(name, ("S", None, [(access, "s") for access in entry])) for name, entry in entries.items()]
    return SharedPV(initial=Value(Type([(place, ("S", None, inner))]), {place: entries}))


provider = StaticProvider("pvi")
for name in ["P:A:Gain", "P:A:__proto__", "P:Then"]:
    provider.add(name, SharedPV(nt=NTScalar("d"), initial=1.5))
# A and B are below each other.
provider.add("P:A:PVI", pvi({"gain": {"rw": "P:A:Gain"}, "b": {"d": "P:B:PVI"}}))
provider.add("P:B:PVI", pvi({"a": {"d": "P:A:PVI"}, "gain": {"r": "P:A:Gain"}}))
# The device: its sub-trees are one of a kind each, one is nowhere, one is no PVI, one PV is not served.
provider.add("P:PVI", pvi({
    "odd": {"d": "P:Odd:PVI"},
    "nowhere": {"d": "P:Nowhere:PVI"},
    "plain": {"d": "P:A:Gain"},
    "dead": {"r": "P:Dead"},
    "then": {"rw": "P:Then"},
}))
provider.add("P:Odd:PVI", pvi({"__proto__": {"r": "P:A:__proto__"}, "constructor": {"x": "P:A:Gain"}, "toString": {"rw": "P:Then"}}))
# Called like a PVI, and none.
provider.add("P:NoPVI", SharedPV(nt=NTScalar("d"), initial=2.5))
provider.add("P:Empty:PVI", SharedPV(initial=Value(Type([("value", ("S", None, []))]), {})))
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
with Server(providers=[provider]):
    print("READY", flush=True)
    while not stop.wait(0.1):
        pass
