"""The PVs of areaDetector that ophyd-async declares, as JSON: by class, each with its suffixes, kind and type."""

import json
from enum import Enum
from typing import get_args, get_origin, get_type_hints

from ophyd_async.epics.adcore import _io as adcore
from ophyd_async.epics.core import PvSuffix

CLASSES = ["ADBaseIO", "NDPluginBaseIO", "NDFileHDF5IO", "NDROIIO", "NDStatsIO", "NDProcessIO", "NDCircularBuffIO",
           "NDROIStatIO", "NDROIStatNIO"]


def declared(cls):
    for hint in get_type_hints(cls, include_extras=True).values():
        signal, *extras = get_args(hint) or (None,)
        suffixes = [each for each in extras if isinstance(each, PvSuffix)]
        if not suffixes:
            continue
        [datatype] = get_args(signal)
        yield {
            "read": suffixes[0].read_suffix,
            "write": suffixes[0].write_suffix or suffixes[0].read_suffix,
            "kind": get_origin(signal).__name__,
            "type": "enum" if issubclass(datatype, Enum) else datatype.__name__,
            "choices": [each.value for each in datatype] if issubclass(datatype, Enum) else [],
        }


print(json.dumps({name: list(declared(getattr(adcore, name))) for name in CLASSES}))
