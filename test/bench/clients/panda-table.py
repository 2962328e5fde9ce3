"""Writes a table of a sequencer with the vendor's client, so many times."""

import asyncio
import json
import sys
import time

import numpy as np
from pandablocks.asyncio import AsyncioClient
from pandablocks.commands import Get, GetFieldInfo, Put
from pandablocks.utils import table_to_words

host, rows, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


async def main():
    async with AsyncioClient(host) as client:
        info = (await client.send(GetFieldInfo("SEQ")))["TABLE"]
        index = np.arange(rows)
        columns = {
            "REPEATS": np.full(rows, 1, np.uint16),
            "TRIGGER": ["Immediate" if row % 2 == 0 else "POSA>=POSITION" for row in range(rows)],
            "POSITION": (index - 5).astype(np.int32).astype(np.uint32),
            "TIME1": np.full(rows, 10, np.uint32),
            "TIME2": np.full(rows, 20, np.uint32),
        }
        for name in "ABCDEF":
            columns[f"OUT{name}1"] = index % 2 == 0
            columns[f"OUT{name}2"] = index % 2 == 1
        taken = []
        for _ in range(times):
            started = time.perf_counter()
            await client.send(Put("SEQ1.TABLE", table_to_words(columns, info)))
            taken.append(1000 * (time.perf_counter() - started))
        back = await client.send(Get("SEQ1.TABLE.LENGTH"))
        assert int(back) == rows * 4, back
        print(json.dumps({"rows": rows, "milliseconds": sorted(taken)[times // 2]}))


asyncio.run(main())
