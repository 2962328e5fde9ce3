"""The same work with p4p, whose client is pvxs."""

import json
import sys
import time

from p4p.client.thread import Context

work, *rest = sys.argv[1:]
rest = [int(each) for each in rest]
context = Context("pva", nt=False)


def names(prefix, count):
    return ["%s%d" % (prefix, index) for index in range(count)]


def get_many(many):
    return context.get(many, request=["field(value)"] * len(many), timeout=120)


def timed(rounds, run):
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return sorted(times)[rounds // 2]


def get(count):
    one = lambda: context.get("B:0", request="field(value)", timeout=60).value
    for _ in range(count // 10):
        one()
    p50 = timed(count, one)
    many = names("B:", 100)
    get_many(many)
    started = time.perf_counter()
    for _ in range(count // 100):
        get_many(many)
    return {"p50us": p50 * 1e6, "rate": count / (time.perf_counter() - started), "gets": count}


def putget(count):
    times, right = [], 0
    for value in range(1, count + 1):
        started = time.perf_counter()
        context.put("P:0", float(value), timeout=60)
        right += context.get("P:0", request="field(value)", timeout=60).value == value
        times.append(time.perf_counter() - started)
    return {"p50us": sorted(times)[count // 2] * 1e6, "right": right}


def bulk(count, rounds):
    many = names("B:", count)
    run = lambda: get_many(many)
    got = len(run())
    return {"p50ms": timed(rounds, run) * 1000, "got": got}


def array(bytes):
    import numpy

    context.put("BIG", numpy.full(bytes, 7, dtype="u1"), timeout=60)
    run = lambda: context.get("BIG", request="field(value)", timeout=60)
    got = len(run().value)
    return {"p50ms": timed(30, run) * 1000, "bytes": got}


figures = {"get": get, "putget": putget, "bulk": bulk, "array": array}[work](*rest)
context.close()
print(json.dumps(figures))
