"""What PyTango is told when a TangoTest refuses, as JSON: the reasons and severities of each stack."""

import json
import sys

import numpy
import tango

device = tango.DeviceProxy(sys.argv[1])
# A busy machine may take longer than Tango's three seconds.
device.set_timeout_millis(20_000)
admin = tango.DeviceProxy(device.adm_name())
outcomes = []


def told(name, call):
    try:
        outcomes.append([name, "no error", str(call())])
    except tango.DevFailed as error:
        outcomes.append([name, type(error).__name__, [[level.reason, str(level.severity)] for level in error.args]])


def argument_of(kind, value):
    data = tango.DeviceData()
    data.insert(kind, value)
    return data


told("read what is not there", lambda: device.read_attribute("nope"))
told("read what has no value", lambda: device.read_attribute("no_value"))
told("read what throws", lambda: device.read_attribute("throw_exception"))
told("read a cache that nothing fills", lambda: (device.set_source(tango.DevSource.CACHE), device.read_attribute("wave")))
device.set_source(tango.DevSource.DEV)
told("write what is not there", lambda: device.write_attributes([("double_scalar", 1.0), ("nope", 2)]))
told("write what is only read", lambda: device.write_attribute("short_scalar_ro", 1))
told("write what shows another", lambda: device.write_attribute("double_scalar_rww", 1.0))
told("write some that can", lambda: device.write_attributes([("double_scalar", 1.0), ("short_scalar_ro", 2)]))
told("write too many columns", lambda: device.write_attribute("boolean_spectrum", [True] * 5000))
told("write too many rows", lambda: device.write_attribute("double_image", numpy.zeros((300, 2))))
told("write no number", lambda: device.write_attribute("double_scalar", float("nan")))
told("write and read what is only read", lambda: device.write_read_attribute("short_scalar_ro", 3))
told("configuration of what is not there", lambda: device.get_attribute_config("nope"))
told("description of a command that is not there", lambda: device.command_query("nope"))
told("run what is not there", lambda: device.command_inout("Nope"))
told(
    "run with another type",
    lambda: tango.Connection.command_inout_raw(device, "DevDouble", argument_of(tango.CmdArgType.DevString, "x")),
)
told("history of an attribute", lambda: device.attribute_history("double_scalar", 3))
told("history of a command", lambda: device.command_history("State", 3))
told("a device that is not defined", lambda: tango.DeviceProxy("no/such/device"))
told("an alias that is not defined", lambda: tango.DeviceProxy("nobody"))
told("a device that does not run", lambda: tango.DeviceProxy(sys.argv[2]).ping())
told("a class that the server has not", lambda: admin.QueryWizardDevProperty("Nope"))
told("a device that the server has not", lambda: admin.DevRestart("no/such/device"))
told("polling of a device that the server has not", lambda: admin.DevPollStatus("no/such/device"))
# Nothing is polled and nobody pushes.
for kind in (tango.EventType.CHANGE_EVENT, tango.EventType.PERIODIC_EVENT, tango.EventType.ARCHIVE_EVENT):
    told(str(kind), lambda: device.subscribe_event("double_scalar", kind, print))
told("events of what is not there", lambda: device.subscribe_event("nope", tango.EventType.CHANGE_EVENT, print))
print(json.dumps(outcomes))
