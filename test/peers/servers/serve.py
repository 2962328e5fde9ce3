"""Runs the device classes that a test asked for."""

import os

from tango.server import run


def serve(*classes):
    """Without a database every class of a server must have a device, so only those named in PEER_CLASSES run."""
    wanted = os.environ.get("PEER_CLASSES", "").split(",")
    run([cls for cls in classes if wanted == [""] or cls.__name__ in wanted])
