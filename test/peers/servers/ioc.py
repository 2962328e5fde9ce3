"""An IOC of records without a console: `ioc.py pvxs|pvaccess|none DATABASE [ACCESS_FILE]`."""

import os
import signal
import sys
import threading

os.environ["PVXS_QSRV_ENABLE"] = "YES"
from epicscorelibs import ioc  # noqa: E402
import pvxslibs.path  # noqa: E402

server, database, *access = sys.argv[1:]
# Ours first: it has the scan period that EPICS's own lacks.
ioc.DEFAULT_DBD_PATH = os.path.join(os.path.dirname(__file__), "dbd") + ":" + ioc.DEFAULT_DBD_PATH
if access:
    ioc.iocshRegisterCommon()
    ioc.ioc('asSetFilename("%s")' % access[0])
dbd, dso = {
    "pvxs": ((("pvxsIoc.dbd", pvxslibs.path.dbd_path),), ("pvxslibs.lib.pvxsIoc",)),
    "pvaccess": (ioc.pva_dbd_load, ioc.pva_dso_load),
    "none": ((), ()),
}[server]
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
ioc.start_ioc(dbs=[(database, "")], extra_dbd_load=dbd, extra_dso_load=dso)
print("READY", flush=True)
while not stop.wait(0.1):
    pass
