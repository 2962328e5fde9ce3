"""Writes a table by its columns with the vendor's client, whole and in pieces, and prints what it reads back."""

import asyncio
import json
import sys

from pandablocks.asyncio import AsyncioClient
from pandablocks.commands import Append, GetFieldInfo, GetLine, GetMultiline, Put
from pandablocks.utils import table_to_words, words_to_table


async def main(host: str, columns: dict) -> None:
    async with AsyncioClient(host) as client:
        field = (await client.send(GetFieldInfo("SEQ")))["TABLE"]
        words = table_to_words(columns, field)
        await client.send(Put("SEQ1.TABLE", words))
        read = words_to_table(await client.send(GetMultiline("SEQ1.TABLE")), field, convert_enum_indices=True)
        modes = [await client.send(GetLine("SEQ1.TABLE.MODE"))]
        for last in (False, True):
            await client.send(Append("SEQ2.TABLE", words, last=last))
            modes.append(await client.send(GetLine("SEQ2.TABLE.MODE")))
    print(json.dumps({"columns": {name: list(map(plain, column)) for name, column in read.items()}, "modes": modes}))


def plain(value):
    return value if isinstance(value, str) else int(value)


asyncio.run(main(sys.argv[1], json.loads(sys.argv[2])))
