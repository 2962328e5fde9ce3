"""The same work with aioca, which ophyd-async uses."""

import asyncio
import json
import sys
import time

from aioca import FORMAT_TIME, caget, connect as caconnect

work, *rest = sys.argv[1:]
rest = [int(each) for each in rest]


def names(prefix, count):
    return ["%s%d" % (prefix, index) for index in range(count)]


async def timed(rounds, run):
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        await run()
        times.append(time.perf_counter() - started)
    return sorted(times)[rounds // 2]


async def get(count):
    one = lambda: caget("B:0", format=FORMAT_TIME, timeout=60)
    for _ in range(count // 10):
        await one()
    p50 = await timed(count, one)
    many = names("B:", 100)
    await caget(many, format=FORMAT_TIME, timeout=60)
    started = time.perf_counter()
    for _ in range(count // 100):
        await caget(many, format=FORMAT_TIME, timeout=60)
    return {"p50us": p50 * 1e6, "rate": count / (time.perf_counter() - started), "gets": count}


async def connect(count):
    started = time.perf_counter()
    await caconnect(names("B:", count), timeout=60)
    return {"connected": count, "ms": (time.perf_counter() - started) * 1000}


async def bulk(count, rounds):
    many = names("B:", count)
    run = lambda: caget(many, format=FORMAT_TIME, timeout=60)
    got = len(await run())
    return {"p50ms": await timed(rounds, run) * 1000, "got": got}


figures = asyncio.run({"get": get, "connect": connect, "bulk": bulk}[work](*rest))
print(json.dumps(figures))
