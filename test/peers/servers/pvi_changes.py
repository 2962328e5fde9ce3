"""Two devices with a PVI each, which change as W:do is told: a word and a number."""

import signal
import threading

from p4p import Type, Value
from p4p.nt import NTEnum, NTScalar
from p4p.server import Server, StaticProvider
from p4p.server.thread import SharedPV


def pvi(entries):
    inner = [(name, ("S", None, [(access, "s") for access in entry])) for name, entry in entries.items()]
    # With a time, as some servers post it again and again.
    return Value(Type([("value", ("S", None, inner)), ("timeStamp", ("S", None, [("secondsPastEpoch", "l")]))]), {"value": entries})


scalar = NTScalar("d", display=True)
gain = SharedPV(nt=scalar, initial={"value": 1.5, "display.units": "V"})
other = SharedPV(nt=scalar, initial=2.5)
mode = SharedPV(nt=NTEnum(), initial={"index": 0, "choices": ["Off", "On"]})
entries = {"gain": {"r": "W:A:Gain"}}
tree = SharedPV(initial=pvi(entries))
do = SharedPV(nt=NTScalar("s"), initial="")
provider = StaticProvider("pvi")


@do.put
def put(pv, op):
    word, count = op.value().raw["value"].split()
    if word == "redirect":
        tree.post(Value(tree.current().type(), {"value": {"gain": {"r": ["W:A:Gain", "W:A:Offset"][int(count) % 2]}}}))
    elif word == "extend":
        tree.close()
        tree.open(pvi({**entries, "offset" + count: {"rw": "W:A:Offset"}}))
    elif word == "time":
        tree.post(Value(tree.current().type(), {"timeStamp": {"secondsPastEpoch": int(count)}}))
    elif word == "units":
        gain.post({"value": 1.5, "display.units": "V" + count})
    elif word == "value":
        gain.post({"value": float(count)})
    elif word == "labels":
        mode.post({"index": 0, "choices": ["Off", "On", "Auto" + count]})
    elif word == "add":
        for name in "XYZ":
            provider.add("W:C:" + name + count, SharedPV(nt=scalar, initial=1.0))
    pv.post(word)
    op.done()


provider.add("W:A:PVI", tree)
provider.add("W:A:Gain", gain)
provider.add("W:A:Offset", other)
provider.add("W:B:PVI", SharedPV(initial=pvi({"mode": {"rw": "W:B:Mode"}})))
provider.add("W:B:Mode", mode)
provider.add("W:do", do)
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
with Server(providers=[provider]):
    print("READY", flush=True)
    while not stop.wait(0.1):
        pass
