"""pyepics on the demo facility: PVs with their control values, callbacks, puts with completion."""

import json
import time

import epics

result = {}
temperature = epics.PV("SIM:Thermostat:Setpoint", form="ctrl")
temperature.wait_for_connection(timeout=5)
result["ctrl"] = {key: temperature.get_ctrlvars(timeout=5)[key] for key in ("units", "precision", "upper_ctrl_limit", "lower_ctrl_limit")}
result["type"] = [temperature.type, temperature.count, temperature.access]

mode = epics.PV("SIM:Thermostat:Mode")
result["labels"] = list(mode.enum_strs)
mode.put("Cool", wait=True, timeout=5)
result["mode"] = [mode.get(), mode.get(as_string=True)]

seen = []
readback = epics.PV("SIM:Motor1.RBV", callback=lambda value=None, **_: seen.append(value), auto_monitor=True)
readback.wait_for_connection(timeout=5)
motor = epics.PV("SIM:Motor1")
result["put"] = motor.put(1.0, wait=True, timeout=10)
result["there"] = epics.caget("SIM:Motor1.RBV", timeout=5)
time.sleep(0.2)
result["moved"] = len(seen) > 2 and seen[-1] == 1.0
result["text"] = epics.caget("SIM:Thermostat:Label.VAL$", as_string=True, timeout=5)
history = epics.PV("SIM:Thermostat:History")
result["history"] = len(history.get(timeout=5)) > 0
result["device"] = epics.Motor("SIM:Motor2").get("EGU")
print("RESULT " + json.dumps(result))
