"""A PV of every normative type, each as its specification has it, writable; then odd ones."""

import signal
import threading

import numpy
from p4p import Type, Value
from p4p.nt import NTEnum, NTNDArray, NTScalar, NTTable
from p4p.server import Server, StaticProvider
from p4p.server.thread import SharedPV

ALARM = ("S", "alarm_t", [("severity", "i"), ("status", "i"), ("message", "s")])
TIME = ("S", "time_t", [("secondsPastEpoch", "l"), ("nanoseconds", "i"), ("userTag", "i")])
OPTIONAL = [("descriptor", "s"), ("alarm", ALARM), ("timeStamp", TIME)]
STAMP = {"secondsPastEpoch": 1700000000, "nanoseconds": 123456789}
MINOR = {"severity": 1, "status": 3, "message": "HIGH"}


class Store:
    """Keeps what is put."""

    def put(self, pv, op):
        pv.post(op.value())
        op.done()


def nt(name, fields, value, optional=OPTIONAL):
    value = dict(value, descriptor="about " + name, alarm=MINOR, timeStamp=STAMP)
    value = {key: value[key] for key in value if key in [field for field, _ in fields + optional]}
    return Value(Type(fields + optional, id="epics:nt/%s:1.0" % name), value)


def plain(fields, value, id=""):
    return Value(Type(fields, id=id), value)


def encoded():
    """What a compressing plugin makes of an image of u16."""
    value = NTNDArray().wrap(numpy.arange(6, dtype="u1"))
    value.codec = {"name": "lz4", "parameters": 6}
    value.dimension = [{"size": 4}, {"size": 3}]
    value.uniqueId = 7
    return value


def image():
    value = NTNDArray().wrap(numpy.arange(24, dtype="i2").reshape(2, 3, 4))
    value.attribute = [{"name": "ColorMode", "value": 2}, {"name": "__proto__", "value": "hostile"}]
    return value


def every_type():
    yield "scalar", NTScalar("d", display=True, control=True, valueAlarm=True).wrap({
        "value": 1.5, "alarm": MINOR, "timeStamp": STAMP,
        "display": {"limitLow": -10.0, "limitHigh": 10.0, "description": "a scalar", "units": "mm"},
        "control": {"limitLow": -5.0, "limitHigh": float("nan")},
        "valueAlarm": {"lowAlarmLimit": 0.0, "highAlarmLimit": 0.0, "lowWarningLimit": -4.0, "highWarningLimit": 4.0}})
    yield "long", NTScalar("l", control=True).wrap({"value": 2**60, "control": {"limitLow": -(2**61), "limitHigh": 2**61}})
    yield "array", NTScalar("ah").wrap([1, -2, 3])
    yield "enum", NTEnum().wrap({"index": 1, "choices": ["Off", "On"]})
    yield "badenum", NTEnum().wrap({"index": 1, "choices": ["Off", "Off", ""]})
    columns = NTTable(columns=[("zulu", "d"), ("alpha", "s"), ("__proto__", "l")])
    yield "table", columns.wrap([{"zulu": 1.5, "alpha": "one", "__proto__": 1}, {"zulu": 2.5, "alpha": "two", "__proto__": 2}])
    yield "ragged", nt("NTTable", [("labels", "as"), ("value", ("S", None, [("a", "ai"), ("b", "as")]))],
                       {"labels": ["A", "B"], "value": {"a": [1, 2, 3], "b": ["x"]}})
    yield "image", image()
    yield "encoded", encoded()
    yield "uri", nt("NTURI", [("scheme", "s"), ("authority", "s"), ("path", "s"), ("query", ("S", None, [("a", "d")]))],
                    {"scheme": "pva", "authority": "host", "path": "sum", "query": {"a": 2.0}}, [])
    yield "namevalue", nt("NTNameValue", [("name", "as"), ("value", "ad")], {"name": ["x", "y"], "value": [1.5, 2.5]})
    yield "matrix", nt("NTMatrix", [("value", "ad"), ("dim", "ai")], {"value": [1, 2, 3, 4, 5, 6], "dim": [2, 3]})
    yield "union", nt("NTUnion", [("value", ("U", None, [("number", "i"), ("text", "s")]))], {"value": ("text", "arm")})
    yield "attribute", nt("NTAttribute", [("name", "s"), ("value", "v"), ("tags", "as")],
                          {"name": "colour", "value": "red", "tags": ["a"]})
    yield "channels", nt("NTMultiChannel", [("value", "av"), ("channelName", "as"), ("isConnected", "a?")],
                         {"value": [1.5, "two"], "channelName": ["a", "b"], "isConnected": [True, False]})
    yield "scalarchannels", nt("NTScalarMultiChannel", [("value", "ad"), ("channelName", "as")],
                               {"value": [1.5, 2.5], "channelName": ["a", "b"]})
    yield "continuum", nt("NTContinuum", [("base", "ad"), ("value", "ad"), ("units", "as")],
                          {"base": [0, 1], "value": [10, 11], "units": ["s", "V"]})
    yield "histogram", nt("NTHistogram", [("ranges", "ad"), ("value", "al")], {"ranges": [0, 1, 2], "value": [5, 6]})
    yield "aggregate", nt("NTAggregate", [("value", "d"), ("N", "l"), ("max", "d")], {"value": 1.5, "N": 10, "max": 3.5})


def odd_ones():
    yield "reordered", Value(Type([("extra", "i"), ("timeStamp", TIME), ("value", "d"), ("alarm", ALARM)],
                                  id="epics:nt/NTScalar:1.0"),
                             {"extra": 1, "value": 2.5, "alarm": {"severity": 3, "message": "UDF"}, "timeStamp": STAMP})
    yield "bare", plain([("value", "i")], {"value": 3})
    point = ("S", "point", [("x", "i"), ("y", "d")])
    yield "custom", plain([("alarm", ALARM), ("timeStamp", TIME), ("position", point), ("name", "s")],
                          {"alarm": MINOR, "timeStamp": STAMP, "position": {"x": 1, "y": 2.5}, "name": "n"}, "site:custom:1.0")
    yield "own", plain([("alarm", "i"), ("control", "s"), ("value", "d")], {"alarm": 7, "control": "c", "value": 1.5})
    arms = ("U", None, [("number", "i"), ("inner", ("S", None, [("any", "v")]))])
    yield "deep", plain([("outer", ("S", None, [("one", arms), ("none", arms), ("list", "av")])), ("points", ("aS",) + point[1:])],
                        {"outer": {"one": ("inner", {"any": 1.5}), "list": ["s", 2.5]},
                         "points": [{"x": 1, "y": 1.5}, None]})
    hostile = ["__proto__", "constructor", "toString", "then", "valueOf"]
    yield "hostile", plain([("alarm", ALARM)] + [(name, "i") for name in hostile],
                           {name: index + 1 for index, name in enumerate(hostile)})
    yield "empty", plain([("alarm", ALARM)], {})
    yield "any", plain([("value", "v")], {"value": 4.5})
    yield "anys", plain([("value", "av")], {"value": [7, "seven"]})


provider = StaticProvider("normative")
pvs = []
for name, value in list(every_type()) + list(odd_ones()):
    pvs.append(SharedPV(initial=value, handler=Store()))
    provider.add("n:" + name, pvs[-1])
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
with Server(providers=[provider]):
    print("READY", flush=True)
    while not stop.wait(0.1):
        pass
