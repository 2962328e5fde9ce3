"""Records of softioc with every kind of its builder, and some whose puts are answered late."""

import asyncio

from softioc import asyncio_dispatcher, builder, softioc

dispatcher = asyncio_dispatcher.AsyncioDispatcher()
builder.SetDeviceName("SI")


async def slowly(value):
    await asyncio.sleep(0.3)
    done.set(done.get() + 1)


builder.aIn("AI", initial_value=1.5, EGU="mm", PREC=2)
builder.aOut("AO", initial_value=2.5, DRVL=-10, DRVH=10, always_update=True)
builder.boolOut("BO", "Off", "On", initial_value=True)
builder.mbbOut("MBB", "zero", "one", "two", initial_value=2)
builder.longOut("LONG", initial_value=-7)
builder.stringOut("STR", initial_value="text")
builder.longStringOut("LSTR", initial_value="x" * 100)
builder.WaveformOut("WAVE", initial_value=[1.0, 2.0, 3.0])
builder.aOut("SLOW", on_update=slowly, blocking=True, always_update=True)
done = builder.longIn("DONE", initial_value=0)
builder.LoadDatabase()
softioc.iocInit(dispatcher)
print("READY", flush=True)
softioc.non_interactive_ioc()
