"""Messages as caproto writes them, in hex: `messages.py` prints JSON of answers to reads by type, and of all the others."""

import json

import caproto as ca

VALUES = {
    "STRING": [b"a", b"text"], "INT": [-1, 2], "FLOAT": [1.5, 2], "ENUM": [1, 2], "CHAR": [1, 200], "LONG": [-1, 2],
    "DOUBLE": [1.5, -2.5],
}
LIMITS = {
    "upper_disp_limit": 20, "lower_disp_limit": 10, "upper_alarm_limit": 90, "upper_warning_limit": 80,
    "lower_warning_limit": 60, "lower_alarm_limit": 50, "upper_ctrl_limit": 40, "lower_ctrl_limit": 30,
}
LABELS = [b"zero", b"one", b"two"]


def filled(kind):
    """What goes before the elements."""
    dbr = ca.DBR_TYPES[kind]()
    for name, value in {"status": 3, "severity": 2, "precision": 4, "units": b"mm/s", **LIMITS}.items():
        if hasattr(dbr, name):
            setattr(dbr, name, bytes([value]) if isinstance(getattr(dbr, name), bytes) and name != "units" else value)
    if hasattr(dbr, "stamp"):
        dbr.stamp = ca.TimeStamp(1000, 42)
    if hasattr(dbr, "no_str"):
        dbr.no_str = len(LABELS)
        for index, label in enumerate(LABELS):
            dbr.strs[index][: len(label)] = label
    return dbr


def answer(number):
    kind = ca.ChannelType(number)
    data = VALUES[ca.native_type(kind).name]
    metadata = filled(kind) if number > 6 else None
    return ca.ReadNotifyResponse(data, kind, len(data), 1, 7, metadata=metadata)


OTHERS = {
    "version": ca.VersionRequest(0, 13), "clientName": ca.ClientNameRequest("user"), "hostName": ca.HostNameRequest("host"),
    "search": ca.SearchRequest("SOME:PV", 5, 13), "searchResponse": ca.SearchResponse(5064, "10.1.2.3", 5, 13),
    "createChannel": ca.CreateChanRequest("SOME:PV", 5, 13), "channelCreated": ca.CreateChanResponse(6, 1, 5, 9),
    "bigChannelCreated": ca.CreateChanResponse(6, 4_000_000, 5, 9),
    "createFailed": ca.CreateChFailResponse(5), "accessRights": ca.AccessRightsResponse(5, 3),
    "read": ca.ReadNotifyRequest(20, 0, 9, 7), "eventAdd": ca.EventAddRequest(20, 1, 9, 7, 0, 0, 0, 5),
    "eventCancel": ca.EventCancelRequest(20, 9, 7), "clear": ca.ClearChannelRequest(9, 5),
    "disconnected": ca.ServerDisconnResponse(5), "echo": ca.EchoRequest(),
    "write": ca.WriteNotifyRequest([1.5], 6, 1, 9, 7),
}

print(json.dumps({
    "answers": [bytes(answer(number)).hex() for number in range(35)],
    "others": {name: bytes(message).hex() for name, message in OTHERS.items()},
}))
