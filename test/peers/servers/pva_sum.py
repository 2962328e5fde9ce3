"""A service that adds: `DEMO:sum` with the arguments a and b."""

import signal
import threading

from p4p.nt import NTScalar
from p4p.server import Server, StaticProvider
from p4p.server.thread import SharedPV


class Sum:
    def rpc(self, pv, op):
        query = op.value().query
        op.done(NTScalar("d").wrap(query.a + query.b))


provider = StaticProvider("demo")
provider.add("DEMO:sum", SharedPV(handler=Sum()))
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
with Server(providers=[provider]):
    print("READY", flush=True)
    while not stop.wait(0.1):
        pass
