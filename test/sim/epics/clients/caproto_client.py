"""caproto's client, which is libca's equal and shares nothing with it, on the demo facility."""

import json
import time

from caproto import ChannelType
from caproto.threading.client import Context

result = {}
context = Context()
setpoint, mode, acquire, state = context.get_pvs("SIM:Thermostat:Setpoint", "SIM:Thermostat:Mode", "SIM:Camera:Acquire", "SIM:Camera:DetectorState_RBV")
for pv in (setpoint, mode, acquire, state):
    pv.wait_for_connection(timeout=5)
answer = setpoint.read(data_type=ChannelType.CTRL_DOUBLE)
result["ctrl"] = [answer.data.tolist(), answer.metadata.units.decode(), answer.metadata.precision,
                  answer.metadata.lower_ctrl_limit, answer.metadata.upper_ctrl_limit]
result["labels"] = [label.decode() for label in mode.read(data_type="control").metadata.enum_strings]
states = []
subscription = state.subscribe(data_type=ChannelType.STRING)


def told(_, answer):
    """Held by its name: caproto keeps no reference to it."""
    states.append(answer.data[0].decode())


subscription.add_callback(told)
setpoint.write([30.5], wait=True, timeout=5)
result["written"] = setpoint.read().data.tolist()
# Else the first state may be told when there is another one already.
until = time.monotonic() + 10
while not states and time.monotonic() < until:
    time.sleep(0.01)
acquire.write([1], wait=True, timeout=10)
result["done"] = acquire.read().data.tolist()
subscription.clear()
result["states"] = states
context.disconnect()
print("RESULT " + json.dumps(result))
