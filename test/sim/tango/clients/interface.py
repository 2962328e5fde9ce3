"""What PyTango sees of a device's interface, as JSON."""

import json
import sys

import tango


def attribute(config):
    """Every field but the texts that are nobody's facts: descriptions."""
    alarms, events = config.alarms, config.events
    return {
        "type": str(tango.CmdArgType.values[config.data_type]),
        "format": str(config.data_format),
        "writable": str(config.writable),
        "max": [config.max_dim_x, config.max_dim_y],
        "described": config.description != "No description",
        "texts": [config.label, config.unit, config.standard_unit, config.display_unit, config.format],
        "limits": [config.min_value, config.max_value],
        "partner": config.writable_attr_name,
        "root": config.root_attr_name,
        "level": str(config.disp_level),
        "memorized": str(config.memorized),
        "labels": list(config.enum_labels),
        "alarms": [
            alarms.min_alarm,
            alarms.max_alarm,
            alarms.min_warning,
            alarms.max_warning,
            alarms.delta_t,
            alarms.delta_val,
        ],
        "events": [
            events.ch_event.rel_change,
            events.ch_event.abs_change,
            events.per_event.period,
            events.arch_event.archive_rel_change,
            events.arch_event.archive_abs_change,
            events.arch_event.archive_period,
        ],
    }


def command(info):
    return {"in": str(info.in_type), "out": str(info.out_type), "level": str(info.disp_level), "tag": info.cmd_tag}


device = tango.DeviceProxy(sys.argv[1])
# A busy machine may take longer than Tango's three seconds.
device.set_timeout_millis(20_000)
info = device.info()
print(
    json.dumps(
        {
            "info": [info.dev_class, info.server_id, info.server_host, info.server_version, info.dev_type],
            "idl": device.get_idl_version(),
            "names": [device.name(), device.adm_name(), device.dev_name(), device.description()],
            "attributes": {config.name: attribute(config) for config in device.attribute_list_query_ex()},
            "commands": {info.cmd_name: command(info) for info in device.command_list_query()},
            "order": [list(device.get_attribute_list()), list(device.get_command_list())],
        }
    )
)
