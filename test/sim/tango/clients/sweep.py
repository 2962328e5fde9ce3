"""Reads every attribute and runs every command of every device of a facility, as JSON by device."""

import json
import time

import numpy
import tango

db = tango.Database()
ARGUMENTS = {
    "DevVoid": None,
    "DevBoolean": True,
    "DevDouble": 1.5,
    "DevFloat": 0.5,
    "DevLong": 1,
    "DevLong64": 1,
    "DevShort": 1,
    "DevString": "text",
    "DevULong": 1,
    "DevULong64": 1,
    "DevUShort": 1,
    "DevVarCharArray": [1],
    "DevVarDoubleArray": [1.5],
    "DevVarDoubleStringArray": [[1.5], ["a"]],
    "DevVarFloatArray": [0.5],
    "DevVarLong64Array": [1],
    "DevVarLongArray": [1],
    "DevVarLongStringArray": [[1], ["a"]],
    "DevVarShortArray": [1],
    "DevVarStringArray": ["a"],
    "DevVarULong64Array": [1],
    "DevVarULongArray": [1],
    "DevVarUShortArray": [1],
}


def shape(value):
    if isinstance(value, numpy.ndarray):
        return list(value.shape)
    return [len(value)] if isinstance(value, tuple) and not isinstance(value[1:2], bytes) else []


def reading_of(reading, configs):
    config = configs[reading.name]
    if reading.has_failed:
        return [error.reason for error in reading.get_err_stack()][0]
    return {
        "typed": reading.type == tango.CmdArgType.values[config.data_type],
        "formatted": reading.data_format == config.data_format,
        "fits": reading.dim_x <= config.max_dim_x and reading.dim_y <= config.max_dim_y,
        "quality": str(reading.quality),
        "dim": [reading.dim_x, reading.dim_y],
        "now": abs(reading.time.totime() - time.time()) < 60,
    }


def outcome_of(device, info):
    try:
        device.command_inout(info.cmd_name, ARGUMENTS[str(info.in_type)])
        return "done"
    except tango.DevFailed as error:
        return error.args[0].reason


facility = {}
for name in db.get_device_exported("*"):
    if name.startswith(("dserver/", "sys/database")):
        continue
    device = tango.DeviceProxy(name)
    # A busy machine may take longer than Tango's three seconds.
    device.set_timeout_millis(20_000)
    device.ping()
    configs = {config.name: config for config in device.attribute_list_query_ex()}
    facility[name] = {
        "class": device.info().dev_class,
        "idl": device.get_idl_version(),
        "state": str(device.state()),
        "status": device.status(),
        "readings": {each.name: reading_of(each, configs) for each in device.read_attributes(list(configs))},
        "commands": {info.cmd_name: outcome_of(device, info) for info in device.command_list_query()},
        "units": {config.name: config.unit for config in configs.values() if config.unit},
        "labels": {config.name: list(config.enum_labels) for config in configs.values() if config.enum_labels},
    }
print(
    json.dumps(
        {
            "devices": facility,
            "aliases": {alias: db.get_device_from_alias(alias) for alias in db.get_device_alias_list("*").value_string},
            "defined": list(db.get_device_name("*", "SimValve")),
            "properties": list(db.get_device_property("lab/temperature/2", "Channels")["Channels"]),
        }
    )
)
