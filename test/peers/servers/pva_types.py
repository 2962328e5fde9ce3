"""PVs of every type, writable, and a PV `ctl` whose RPC does what a test asks for."""

import signal
import threading

from p4p import Type, Value
from p4p.nt import NTEnum, NTMultiChannel, NTNDArray, NTScalar, NTTable
from p4p.server import Server, StaticProvider
from p4p.server.thread import SharedPV

CODES = {"bool": "?", "i8": "b", "u8": "B", "i16": "h", "u16": "H", "i32": "i", "u32": "I",
         "i64": "l", "u64": "L", "f32": "f", "f64": "d", "str": "s"}
SAMPLES = {"bool": True, "i8": -8, "u8": 200, "i16": -1600, "u16": 60000, "i32": -320000, "u32": 4000000000,
           "i64": -(2**63), "u64": 2**64 - 1, "f32": 0.5, "f64": 3.141592653589793, "str": "caf\u00e9 \u20ac"}
LISTS = {"bool": [True, False, True], "i8": [-1, 2], "u8": [255, 2], "i16": [-1, 2], "u16": [65535, 2],
         "i32": [-1, 2], "u32": [2**32 - 1, 2], "i64": [-1, 2], "u64": [2**64 - 1, 2],
         "f32": [-1.5, 2.5], "f64": [-1.5, 2.5], "str": ["a", "", "caf\u00e9"]}
POINT = ("S", "point", [("x", "i"), ("y", "d")])


class Store:
    """Keeps what is put."""

    def put(self, pv, op):
        pv.post(op.value())
        op.done()


class Calls:
    """Answers calls: `add` sums a and b, `echo` gives the argument back, `fail` says why not, `nothing` is null."""

    def __init__(self, pvs):
        self.pvs = pvs

    def rpc(self, pv, op):
        argument = op.value()
        try:
            query = argument.query
            what = query.do if "do" in query else "echo"
            getattr(self, "do_" + what)(op, argument, query)
        except Exception as error:
            op.done(error=str(error))

    def do_echo(self, op, argument, query):
        op.done(argument)

    def do_add(self, op, argument, query):
        op.done(NTScalar("d").wrap(query.a + query.b))

    def do_fail(self, op, argument, query):
        op.done(error="no, as was asked for")

    def do_nothing(self, op, argument, query):
        op.done(Value(Type([]), {}))

    def do_slow(self, op, argument, query):
        threading.Timer(query.seconds, lambda: op.done(NTScalar("d").wrap(query.seconds))).start()

    def do_post(self, op, argument, query):
        for step in range(int(query.count)):
            self.pvs[query.pv].post(query.value + step)
        op.done(NTScalar("d").wrap(query.count))

    def do_close(self, op, argument, query):
        self.pvs[query.pv].close(destroy=bool(query.destroy))
        op.done(NTScalar("d").wrap(0))

    def do_open(self, op, argument, query):
        self.pvs[query.pv].open(NTScalar(query.code).wrap(query.value))
        op.done(NTScalar("d").wrap(0))


def raw(fields, value, id=""):
    return Value(Type(fields, id=id), value)


def every_pv():
    for name, code in CODES.items():
        nt = NTScalar(code, display=name not in ("bool", "str"), control=name not in ("bool", "str"),
                      valueAlarm=name not in ("bool", "str"))
        yield name, SharedPV(nt=nt, initial=SAMPLES[name], handler=Store())
        yield name + "s", SharedPV(nt=NTScalar("a" + code), initial=LISTS[name], handler=Store())
    yield "enum", SharedPV(nt=NTEnum(), initial={"index": 1, "choices": ["Off", "On", "Odd"]}, handler=Store())
    table = NTTable(columns=[("count", "l"), ("label", "s"), ("ok", "?")])
    rows = [{"count": 1, "label": "one", "ok": True}, {"count": 2, "label": "two", "ok": False}]
    yield "table", SharedPV(initial=table.wrap(rows), handler=Store())
    yield "image", SharedPV(initial=image(), handler=Store())
    yield "channels", SharedPV(initial=NTMultiChannel.buildType("av")(
        {"channelName": ["a", "b"], "value": [1.5, "text"], "isConnected": [True, False]}), handler=Store())
    yield "any", SharedPV(initial=raw([("value", "v")], {"value": 4.5}), handler=Store())
    yield "anys", SharedPV(initial=raw([("value", "av")], {"value": [7, "seven"]}), handler=Store())
    yield "union", SharedPV(initial=raw([("value", ("U", None, [("number", "i"), ("text", "s")]))],
                                        {"value": ("text", "arm")}), handler=Store())
    yield "unions", SharedPV(initial=raw([("value", ("aU", None, [("number", "i"), ("text", "s")]))],
                                         {"value": [("number", 1), ("text", "b")]}), handler=Store())
    yield "structs", SharedPV(initial=raw([("value", ("aS",) + POINT[1:])],
                                          {"value": [{"x": 1, "y": 1.5}, None, {"x": -2, "y": -2.5}]}), handler=Store())
    nested = ("S", "outer", [("a", "i"), ("inner", ("S", "middle", [("point", POINT), ("names", "as")]))])
    yield "nested", SharedPV(initial=raw([("value", nested)], {
        "value": {"a": 1, "inner": {"point": {"x": 2, "y": 3.5}, "names": ["n"]}}}), handler=Store())
    wide = [("f%03d" % n, "i") for n in range(300)]
    yield "wide", SharedPV(initial=raw(wide, {"f%03d" % n: n for n in range(300)}), handler=Store())
    odd = ["__proto__", "constructor", "toString", "class", "then"]
    yield "odd", SharedPV(initial=raw([(n, "i") for n in odd], {n: i + 1 for i, n in enumerate(odd)}), handler=Store())
    yield "readonly", SharedPV(nt=NTScalar("d"), initial=2.5)
    yield "closed", SharedPV(nt=NTScalar("d"), handler=Store())


def image():
    import numpy

    return NTNDArray().wrap(numpy.arange(12, dtype="u2").reshape(3, 4))


pvs = dict(every_pv())
pvs["ctl"] = SharedPV(handler=Calls(pvs))
provider = StaticProvider("test")
for name, pv in pvs.items():
    provider.add("t:" + name, pv)
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
with Server(providers=[provider]):
    print("READY", flush=True)
    while not stop.wait(0.1):
        pass
