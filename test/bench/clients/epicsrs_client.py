"""The same work with ophyd-epicsrs, whose client is in Rust. The first argument is the protocol: ca or pva."""

import json
import sys
import threading
import time

from ophyd_epicsrs import get_ca_context, get_pva_context, shutdown_all

protocol, work, *rest = sys.argv[1:]
rest = [int(each) for each in rest]
make = {"ca": get_ca_context, "pva": get_pva_context}[protocol]
context = make()


def names(prefix, count):
    return ["%s%d" % (prefix, index) for index in range(count)]


def get_many(many):
    got = [each for each in context.bulk_get(many, timeout=120).values() if each is not None]
    # Over Channel Access they are bare values.
    return got if protocol == "ca" else [each["value"] for each in got]


def timed(rounds, run):
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return sorted(times)[rounds // 2]


def connected(name):
    pv = context.create_pv(name)
    assert pv.wait_for_connection(60)
    return pv


def get(count):
    pv = connected("B:0")
    one = lambda: pv.get_with_metadata(timeout=60)["value"]
    for _ in range(count // 10):
        one()
    p50 = timed(count, one)
    many = names("B:", 100)
    for _ in range(count // 100):
        get_many(many)
    gets, started = 0, time.perf_counter()
    while gets < count * 10:
        gets += len(get_many(many))
    return {"p50us": p50 * 1e6, "rate": gets / (time.perf_counter() - started), "gets": gets / 10}


def putget(count):
    pv = connected("P:0")
    times, right = [], 0
    for value in range(1, count + 1):
        started = time.perf_counter()
        pv.put(float(value), wait=True, timeout=60)
        right += pv.get_with_metadata(timeout=60)["value"] == value
        times.append(time.perf_counter() - started)
    return {"p50us": sorted(times)[count // 2] * 1e6, "right": right}


def monitor(count, seconds):
    state = {"updates": 0, "lost": 0}
    last = {}

    def listener(name):
        def on(update):
            value = update["value"]
            if name in last:
                state["lost"] += value - last[name] - 1
            last[name] = value
            state["updates"] += 1

        return on

    keep = []
    for name in names("C:", count):
        pv = context.create_pv(name)
        pv.set_monitor_callback(listener(name))
        keep.append(pv)
    while len(last) < count:
        time.sleep(0.01)
    before, started, cpu = state["updates"], time.perf_counter(), time.process_time()
    time.sleep(seconds)
    updates = state["updates"] - before
    elapsed, used = time.perf_counter() - started, time.process_time() - cpu
    for pv in keep:
        pv.clear_monitors()
    return {"rate": updates / elapsed, "lost": state["lost"], "cpuUs": used / updates * 1e6}


def anew(count, work):
    """The figures of the first time, and how long it takes later, each time with a context that knows no server."""
    global context
    figures = work(count)
    again = []
    for _ in range(5 if count > 1000 else 30):
        del context
        shutdown_all()
        time.sleep(0.5 if count > 1000 else 0.02)
        context = make()
        again.append(work(count)["ms"])
    return {**figures, "againMs": sorted(again)[len(again) // 2]}


def connect(count):
    """All at once, each told of by its callback."""
    done, left, lock = threading.Event(), [count], threading.Lock()

    def on(is_connected):
        if is_connected:
            with lock:
                left[0] -= 1
                if left[0] == 0:
                    done.set()

    started = time.perf_counter()
    keep = [context.create_pv(name) for name in names("B:", count)]
    for pv in keep:
        pv.set_connection_callback(on)
    assert done.wait(120)
    return {"ms": (time.perf_counter() - started) * 1000, "connected": len(keep)}


def first(count):
    started = time.perf_counter()
    values = get_many(names("B:", count))
    return {"ms": (time.perf_counter() - started) * 1000, "sum": sum(values)}


def bulk(count, rounds):
    many = names("B:", count)
    got = len(get_many(many))
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        get_many(many)
        times.append((time.perf_counter() - started) * 1000)
    later = sorted(times[rounds // 10 :])
    return {"p50ms": later[len(later) // 2], "firstMs": sorted(times[:50])[25], "got": got}


def array(bytes):
    pv = connected("BIG")
    run = lambda: pv.get_with_metadata(timeout=60)["value"]
    got = len(run())
    return {"p50ms": timed(30, run) * 1000, "bytes": got}


works = {"get": get, "putget": putget, "monitor": monitor, "connect": connect, "first": first, "bulk": bulk, "array": array}
print(json.dumps(anew(*rest, works[work]) if work in ("connect", "first") else works[work](*rest)))
