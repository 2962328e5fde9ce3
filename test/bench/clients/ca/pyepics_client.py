"""The same work with pyepics, whose client is EPICS's own libca."""

import json
import sys
import time

import epics
from epics import ca

work, *rest = sys.argv[1:]
rest = [int(each) for each in rest]


def names(prefix, count):
    return ["%s%d" % (prefix, index) for index in range(count)]


def connected(many):
    channels = [ca.create_channel(name, connect=False, auto_cb=False) for name in many]
    for channel in channels:
        ca.connect_channel(channel, timeout=60)
    return channels


def get_many(channels):
    """All requests first, then all answers."""
    for channel in channels:
        ca.get(channel, wait=False, ftype=20)
    return [ca.get_complete(channel, ftype=20, timeout=60) for channel in channels]


def timed(rounds, run):
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return sorted(times)[rounds // 2]


def get(count):
    (channel,) = connected(["B:0"])
    one = lambda: ca.get(channel, ftype=20, timeout=60)
    for _ in range(count // 10):
        one()
    p50 = timed(count, one)
    many = connected(names("B:", 100))
    get_many(many)
    started = time.perf_counter()
    for _ in range(count // 100):
        get_many(many)
    return {"p50us": p50 * 1e6, "rate": count / (time.perf_counter() - started), "gets": count}


def putget(count):
    (channel,) = connected(["P:0"])
    times, right = [], 0
    for value in range(1, count + 1):
        started = time.perf_counter()
        ca.put(channel, float(value), wait=True, timeout=60)
        right += ca.get(channel, ftype=20, timeout=60) == value
        times.append(time.perf_counter() - started)
    return {"p50us": sorted(times)[count // 2] * 1e6, "right": right}


def monitor(count, seconds):
    state = {"updates": 0, "lost": 0}
    last = {}

    def on(pvname=None, value=None, **_):
        if pvname in last:
            state["lost"] += value - last[pvname] - 1
        last[pvname] = value
        state["updates"] += 1

    keep = [epics.PV(name, callback=on, form="time") for name in names("C:", count)]
    while len(last) < count:
        time.sleep(0.01)
    before, started, cpu = state["updates"], time.perf_counter(), time.process_time()
    time.sleep(seconds)
    updates = state["updates"] - before
    elapsed, used = time.perf_counter() - started, time.process_time() - cpu
    del keep
    return {"rate": updates / elapsed, "lost": state["lost"], "cpuUs": used / updates * 1e6}


def connect(count):
    started = time.perf_counter()
    return {"connected": len(connected(names("B:", count))), "ms": (time.perf_counter() - started) * 1000}


def first(count):
    started = time.perf_counter()
    values = get_many(connected(names("B:", count)))
    return {"ms": (time.perf_counter() - started) * 1000, "sum": sum(values)}


def bulk(count, rounds):
    many = connected(names("B:", count))
    got = len(get_many(many))
    return {"p50ms": timed(rounds, lambda: get_many(many)) * 1000, "got": got}


def array(bytes):
    import numpy

    (channel,) = connected(["BIG"])
    ca.put(channel, numpy.full(bytes, 7, dtype="u1"), wait=True, timeout=60)
    run = lambda: ca.get(channel, timeout=60)
    got = len(run())
    return {"p50ms": timed(30, run) * 1000, "bytes": got}


figures = {"get": get, "putget": putget, "monitor": monitor, "connect": connect, "first": first, "bulk": bulk, "array": array}[work](*rest)
print(json.dumps(figures))
