"""What motor, scaler and mca records look like over PV Access, field by field: no IOC that can be had has them."""

import signal
import threading

from p4p.nt import NTEnum, NTScalar
from p4p.server import Server, StaticProvider
from p4p.server.thread import SharedPV


class Store:
    def put(self, pv, op):
        pv.post(op.value())
        op.done()


MOTOR = {
    "d": "VAL RBV DVAL DRBV RLV DIFF TWV VELO VBAS VMAX JVEL HVEL BVEL ACCL BACC BDST HLM LLM DHLM DLLM OFF MRES ERES RDBD DLY",
    "i": "RVAL RRBV",
    "h": "DMOV MOVN MISS LVIO HLS LLS STOP HOMF HOMR JOGF JOGR TWF TWR RTRY PREC",
    "I": "MSTA",
}
MOTOR_MENUS = {"SPMG": ["Stop", "Pause", "Move", "Go"], "FOFF": ["Variable", "Frozen"], "DIR": ["Pos", "Neg"],
               "SET": ["Use", "Set"], "CNEN": ["Disable", "Enable"], "UEIP": ["No", "Yes"]}
provider = StaticProvider("records")


def record(name, kind, fields, menus, texts):
    def add(field, pv):
        provider.add(name + "." + field, pv)
        if field == "VAL":
            provider.add(name, pv)

    for code, names in fields.items():
        for field in names.split():
            initial = [1, 2, 3] if code.startswith("a") else 3
            add(field, SharedPV(nt=NTScalar(code, display=True), initial=initial, handler=Store()))
    for field, choices in menus.items():
        add(field, SharedPV(nt=NTEnum(), initial={"index": 0, "choices": choices}, handler=Store()))
    for field, text in {"RTYP": kind, **texts}.items():
        add(field, SharedPV(nt=NTScalar("s"), initial=text, handler=Store()))


for axis in (1, 2):
    record("BL01:M%d" % axis, "motor", MOTOR, MOTOR_MENUS, {"EGU": "mm", "DESC": "Axis %d" % axis})
record("BL01:SCALER", "scaler", {
    "d": "TP T TP1 FREQ VAL", "f": "RATE RAT1 DLY DLY1", "h": "NCH", "I": "S1 S2 S3 PR1 PR2 PR3"},
    {"CNT": ["Done", "Count"], "CONT": ["OneShot", "AutoCount"], "G1": ["N", "Y"], "G2": ["N", "Y"], "G3": ["N", "Y"],
     "D1": ["Up", "Dn"], "D2": ["Up", "Dn"], "D3": ["Up", "Dn"]},
    {"NM1": "clock", "NM2": "I0", "NM3": "It"})
record("BL01:MCA", "mca", {
    "ai": "VAL", "i": "NUSE NMAX NORD", "d": "DWEL PRTM PLTM ERTM ELTM DTIM IDTIM CALO CALS CALQ TTH"},
    {"STRT": ["Done", "Acquire"], "ERST": ["Done", "Acquire"], "STOP": ["Done", "Acquire"], "ACQG": ["Done", "Acquire"],
     "ERAS": ["Done", "Erase"], "READ": ["Done", "Read"], "CHAS": ["Internal", "External"],
     "MODE": ["PHA", "MCS", "List"]}, {"EGU": "keV"})
# A detector with an axis of its own, and a busy record.
for leaf in ["Gain", "Gain_RBV", "Temperature_RBV", "Size"]:
    provider.add("BL01:DET:" + leaf, SharedPV(nt=NTScalar("d", display=True), initial=1, handler=Store()))
    provider.add("BL01:DET:" + leaf + ".RTYP",
                 SharedPV(nt=NTScalar("s"), initial="ai" if leaf.endswith("RBV") else "ao"))
provider.add("BL01:DET:Acquire", SharedPV(nt=NTEnum(), initial={"index": 0, "choices": ["Done", "Acquire"]}, handler=Store()))
for field, value in {"RTYP": "busy", "ZNAM": "Done"}.items():
    provider.add("BL01:DET:Acquire." + field, SharedPV(nt=NTScalar("s"), initial=value))
record("BL01:DET:Z", "motor", MOTOR, MOTOR_MENUS, {"EGU": "um", "DESC": "Focus"})
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
with Server(providers=[provider]):
    print("READY", flush=True)
    while not stop.wait(0.1):
        pass
