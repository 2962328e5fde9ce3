import { type FieldFacts, type RecordTable, recordTable } from './record-table.ts';

const position = (description: string, kind: FieldFacts['kind'] = 'rw'): FieldFacts => ({
  kind,
  type: 'f64',
  description,
  units: '$(EGU)',
});
const speed = (description: string): FieldFacts => ({ kind: 'rw', type: 'f64', description, units: '$(EGU)/sec' });
/** Older versions of the record say that its unit is that of positions. */
const otherSpeed = (description: string): FieldFacts => ({ kind: 'rw', type: 'f64', description });
const flag = (description: string): FieldFacts => ({ kind: 'r', type: 'i16', description });
const trigger = (description: string): FieldFacts => ({ kind: 'command', type: 'i16', description });
const seconds = (description: string): FieldFacts => ({ kind: 'rw', type: 'f64', description, units: 'sec' });
const choice = (description: string, ...labels: readonly string[]): FieldFacts => ({
  kind: 'rw',
  type: 'enum',
  labels,
  description,
});

/** The motor record of synApps: those of its fields that all versions in use have, with the units that it shows. */
export const motor: RecordTable = recordTable('Motor', 'An axis, as the motor record has it.', {
  VAL: position('Where it is to be, in user coordinates'),
  RBV: position('Where it is, in user coordinates', 'r'),
  DVAL: position('Where it is to be, in dial coordinates'),
  DRBV: position('Where it is, in dial coordinates', 'r'),
  RVAL: { kind: 'rw', type: 'i32', description: 'Where it is to be, in steps' },
  RRBV: { kind: 'r', type: 'i32', description: 'Where it is, in steps' },
  RLV: position('By how much it is to move from where it was to be'),
  DIFF: position('How far it is from where it is to be', 'r'),
  DMOV: flag('1 when it has arrived, all retries included'),
  MOVN: flag('1 while it moves'),
  MSTA: { kind: 'r', type: 'u32', description: "The controller's status, bit by bit" },
  MISS: flag('1 when the last move ended elsewhere'),
  LVIO: flag('1 when the last request was beyond a soft limit'),
  HLS: flag('1 at the high limit switch'),
  LLS: flag('1 at the low limit switch'),
  STOP: trigger('Stops it, decelerating'),
  SPMG: choice('Whether requests are carried out', 'Stop', 'Pause', 'Move', 'Go'),
  HOMF: trigger('Looks for the home switch, forward'),
  HOMR: trigger('Looks for the home switch, in reverse'),
  JOGF: { kind: 'rw', type: 'i16', description: '1 jogs forward, 0 ends it' },
  JOGR: { kind: 'rw', type: 'i16', description: '1 jogs in reverse, 0 ends it' },
  TWF: trigger('Moves forward by one tweak'),
  TWR: trigger('Moves in reverse by one tweak'),
  TWV: position('How far a tweak moves'),
  VELO: speed('Speed of moves'),
  VBAS: speed('Speed at which moves start'),
  VMAX: otherSpeed('Highest speed that may be asked for'),
  JVEL: otherSpeed('Speed of jogs'),
  HVEL: otherSpeed('Speed of the search for home'),
  BVEL: speed('Speed of the way back that takes out backlash'),
  ACCL: seconds('Time to reach the speed'),
  BACC: seconds('Time to reach the speed of the way back'),
  BDST: position('Length of the way back that takes out backlash'),
  HLM: position('High soft limit, in user coordinates'),
  LLM: position('Low soft limit, in user coordinates'),
  DHLM: position('High soft limit, in dial coordinates'),
  DLLM: position('Low soft limit, in dial coordinates'),
  OFF: position('User coordinates minus dial coordinates'),
  FOFF: choice('Whether a redefinition changes the offset', 'Variable', 'Frozen'),
  DIR: choice('Sign between dial and user coordinates', 'Pos', 'Neg'),
  SET: choice('Whether a request moves, or redefines the position', 'Use', 'Set'),
  CNEN: choice('Whether the motor has torque', 'Disable', 'Enable'),
  MRES: { kind: 'rw', type: 'f64', description: 'Length of a motor step', units: '$(EGU)' },
  ERES: { kind: 'rw', type: 'f64', description: 'Length of an encoder step', units: '$(EGU)' },
  UEIP: choice('Whether the encoder is used', 'No', 'Yes'),
  RDBD: position('How far from its goal a move may end'),
  RTRY: { kind: 'rw', type: 'i16', description: 'How often a move is tried again' },
  DLY: { kind: 'rw', type: 'f64', description: 'Pause behind a move before it has arrived, in seconds' },
});
