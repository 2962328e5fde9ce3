"""The repeater of EPICS base, on EPICS_CA_REPEATER_PORT, until it is killed."""

import ctypes
import os
import threading
import time

from epicscorelibs.path import get_lib

place = ":%04X " % int(os.environ["EPICS_CA_REPEATER_PORT"])


def tell():
    """It says nothing by itself: it is there when its port is taken."""
    while True:
        with open("/proc/net/udp") as sockets:
            if place in sockets.read():
                print("READY", flush=True)
                return
        time.sleep(0.01)


threading.Thread(target=tell, daemon=True).start()
# It is exported as C++ has it. It ends when somebody else has the port.
ctypes.CDLL(get_lib("ca"))["_Z11ca_repeaterv"]()
print("ENDED", flush=True)
