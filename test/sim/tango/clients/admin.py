"""What PyTango asks of a device and its admin device beside attributes and commands, as JSON."""

import json
import re
import sys

import tango

device = tango.DeviceProxy(sys.argv[1])
# A busy machine may take longer than Tango's three seconds.
device.set_timeout_millis(20_000)
admin = tango.DeviceProxy(device.adm_name())
device.ping()
device.state()
device.read_attribute("wave")
device.read_attributes(["ampli", "State"])
device.write_attribute("ampli", 1.0)
device.command_inout("DevDouble", 2.0)
# Who and when are each server's own.
calls = [re.sub(r"^[\d/]+ [\d:]+ : (.*) requested from \S+( \(.*\))?$", r"\1", each) for each in device.black_box(7)]
dated = all(re.match(r"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d:\d\d : \w", each) for each in device.black_box(7))
# C++ names the source of commands too.
calls = [re.sub(r"(cmd = \w+\)).*", r"\1", each) for each in calls]
print(
    json.dumps(
        {
            "calls": calls,
            "dated": dated,
            "identified": any("PID" in each for each in device.black_box(10)),
            "locked": device.is_locked(),
            "polled": [list(device.polling_status()), list(admin.PolledDevice())],
            "admin": [admin.name(), admin.info().dev_class, str(admin.state()), list(admin.get_attribute_list())],
            "holds": [list(admin.QueryClass()), list(admin.QueryDevice()), list(admin.QuerySubDevice())],
        }
    )
)
