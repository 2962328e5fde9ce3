"""What PyTango gets out of a Tango database, as JSON; sys.argv[1] is the host of its servers."""

import json
import re
import sys

import tango

db = tango.Database()
device = tango.DeviceProxy(db.dev_name())
outcomes = []


def told(name, call):
    try:
        outcomes.append([name, call()])
    except tango.DevFailed as error:
        outcomes.append([name, [level.reason for level in error.args]])


def plain(value):
    """Object references, versions, dates and processes are each server's own: only that they are there counts."""
    if isinstance(value, (list, tuple)) or type(value).__name__ in ("StdStringVector", "ndarray"):
        return [plain(each) for each in value]
    if isinstance(value, str):
        value = re.sub(r"^IOR:[0-9a-f]+$", "an object reference", value, flags=re.I)
        value = re.sub(r"since .*", "since a date", value)
        value = re.sub(r"^.*\d{4}( at |.*GMT).*$", "a date", value)
        return re.sub(r"\[History lgth = \d+\]", "[History]", value)
    return int(value)


def command(name, *argument):
    told([name, *argument], lambda: plain(device.command_inout(name, *argument)))


def imported(name, argument):
    def call():
        [exported, pid], texts = device.command_inout(name, argument)
        return [int(exported), bool(pid > 0), plain(list(texts))]

    told([name, argument], call)


FILTERS = {
    "DbGetDeviceWideList": ["*", "nope*", "SYS/*", "sys/tg_t*", "sys_tg*", "sys/tg_test/1"],
    "DbGetDeviceExportedList": ["*", "nope*", "*/tg_test/*"],
    "DbGetDeviceDomainList": ["*", "s*", "x"],
    "DbGetDeviceFamilyList": ["*", "sys/*", "sys/t*", "x/*"],
    "DbGetDeviceMemberList": ["sys/tg_test/*", "sys/*/*"],
    "DbGetClassList": ["*", "Tango*", "nope*"],
    "DbGetServerList": ["*", "tango*", "nope*"],
    "DbGetServerNameList": ["*", "T*"],
    "DbGetInstanceNameList": ["TangoTest", "tangotest", "Nope"],
    "DbGetHostList": ["*"],
    "DbGetHostServerList": ["*", sys.argv[1]],
    "DbGetDeviceAliasList": ["*", "the*", "nope*"],
    "DbGetAttributeAliasList": ["*"],
    "DbGetObjectList": ["*", "fac*"],
    "DbGetDeviceServerClassList": ["TangoTest/test", "tangotest/TEST", "Nope/test"],
    "DbGetDeviceClassList": ["TangoTest/test", "tangotest/TEST", "Nope/x"],
    "DbGetExportdDeviceListForClass": ["TangoTest", "tangotest", "*", "Nope"],
    "DbGetClassForDevice": ["sys/tg_test/1", "SYS/tg_test/1", "a/b/c"],
    "DbGetClassInheritanceForDevice": ["sys/tg_test/1", "a/b/c"],
    "DbGetAliasDevice": ["TheTest", "thetest", "nope"],
    "DbGetDeviceAlias": ["sys/tg_test/1", "SYS/tg_test/1", "sys/database/2", "a/b/c"],
    "DbGetServerInfo": ["TangoTest/test", "nope/x"],
    "DbGetForwardedAttributeListForDevice": ["sys/tg_test/1"],
    "DbGetAliasAttribute": ["x"],
    "DbGetAttributeAlias2": ["sys/tg_test/1/x"],
}
LISTS = {
    "DbGetDeviceList": [["TangoTest/test", "TangoTest"], ["*", "*"], ["TangoTest/test", "*"], ["nope", "*"]],
    "DbGetProperty": [["Facility", "Name", "nope"], ["facility", "NAME"], ["Nope", "a"], ["Facility"]],
    "DbGetPropertyList": [["Facility", "*"], ["facility", "n*"], ["nope", "*"]],
    "DbGetDeviceProperty": [["SYS/tg_test/1", "two", "One", "nope"], ["a/b/c", "x"]],
    "DbGetDevicePropertyList": [["sys/tg_test/1", "*"], ["sys/tg_test/1", "t*"]],
    "DbGetClassProperty": [["Mine", "shared", "nope"], ["nope", "x"]],
    "DbGetDeviceAttributeProperty2": [
        ["sys/tg_test/1", "long_scalar", "nope"],
        ["SYS/tg_test/1", "LONG_scalar"],
        ["a/b/c", "x"],
    ],
    "DbGetDeviceAttributeList": [["sys/tg_test/1", "*"], ["sys/tg_test/1", "x*"]],
    "DbGetClassAttributeProperty2": [["Mine", "level", "x"]],
    "DbGetClassAttributeList": [["Mine", "*"]],
}


def everything():
    for name, arguments in {**FILTERS, **LISTS}.items():
        for argument in arguments:
            command(name, argument)
    command("DbGetClassPropertyList", "Mine")
    for name in ("TheTest", "SYS/tg_test/1", "sys/access_control/1", "dserver/TangoTest/test", "nope"):
        imported("DbImportDevice", name)
    for name in ("SYS/tg_test/1", "sys/access_control/1", "nope/a/b"):
        imported("DbGetDeviceInfo", name)


db.put_device_property("sys/tg_test/1", {"Two": ["a", "b"], "One": ["x"]})
db.put_property("Facility", {"Name": ["lab"], "Other": ["1", "2"]})
db.put_class_property("Mine", {"Shared": ["x", "y"]})
db.put_device_alias("sys/tg_test/1", "TheTest")
db.put_device_attribute_property("sys/tg_test/1", {"long_scalar": {"unit": "V", "many": ["1", "2"]}})
db.put_class_attribute_property("Mine", {"level": {"unit": "V"}})
everything()
command("DbMySqlSelect", "SELECT DISTINCT nope FROM device")
command("DbMySqlSelect", "DELETE FROM device")
for query in (
    "SELECT name, class, server, exported, alias FROM device",
    "SELECT name, exported FROM device WHERE exported=1",
):

    def rows():
        flags, cells = device.command_inout("DbMySqlSelect", query)
        columns = flags[-1]
        # A table has no order.
        return sorted([cells[at : at + columns], [int(x) for x in flags[at : at + columns]]] for at in range(0, len(cells), columns))

    told(query, rows)

for name, argument in {
    "an alias that another has": lambda: db.put_device_alias("sys/database/2", "TheTest"),
    "an alias that it has": lambda: db.put_device_alias("sys/tg_test/1", "TheTest"),
    "a new alias": lambda: db.put_device_alias("sys/tg_test/1", "Renamed"),
    "a property that is not there": lambda: db.delete_device_property("sys/tg_test/1", ["nope"]),
    "a property": lambda: db.delete_device_property("sys/tg_test/1", ["TWO"]),
    "a free property": lambda: db.delete_property("Facility", ["Name", "Other"]),
    "a class property": lambda: db.delete_class_property("Mine", ["Shared"]),
    "an attribute property": lambda: db.delete_device_attribute_property("sys/tg_test/1", {"long_scalar": ["unit"]}),
    "a class attribute property": lambda: db.delete_class_attribute_property("Mine", {"level": ["unit"]}),
    "the alias": lambda: db.delete_device_alias("Renamed"),
    "it again": lambda: db.delete_device_alias("Renamed"),
}.items():
    told(name, argument)
    told("aliases", lambda: list(db.get_device_alias_list("*").value_string))
everything()


def high():
    """The same by the methods of tango.Database."""
    info = db.get_device_info("sys/tg_test/1")
    return {
        "exported": list(db.get_device_exported("*")),
        "servers": list(db.get_server_list()),
        "server class": list(db.get_server_class_list("TangoTest/test")),
        "classes": list(db.get_class_list("*")),
        "names": list(db.get_device_name("*", "TangoTest")),
        "info": [info.class_name, info.ds_full_name, bool(info.exported), info.version, bool(info.pid > 0)],
        "class of": db.get_class_for_device("sys/tg_test/1"),
        "services": list(db.get_services("*", "*").value_string),
        "property": list(db.get_device_property("sys/tg_test/1", "One")["One"]),
        "host list": list(db.get_host_list()),
        "statistics": plain(db.get_info().split("\n")),
        "import": bool(db.import_device("sys/tg_test/1").exported),
    }


told("tango.Database", high)
print(json.dumps(outcomes))
