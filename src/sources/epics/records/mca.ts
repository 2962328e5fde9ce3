import { type FieldFacts, type RecordTable, recordTable } from './record-table.ts';

const seconds = (kind: 'r' | 'rw', what: string): FieldFacts => ({
  kind,
  type: 'f64',
  description: `${what}, in seconds`,
});
const command = (description: string): FieldFacts => ({ kind: 'command', type: 'i16', description });
const coefficient = (description: string): FieldFacts => ({ kind: 'rw', type: 'f64', description });

/** The mca record of synApps, without its regions. Units are in the words: the record has that of the calibration alone. */
export const mca: RecordTable = recordTable('Mca', 'A multichannel analyser, as the mca record has it.', {
  VAL: { kind: 'r', type: 'i32[]', description: 'The spectrum, counts by channel' },
  STRT: command('Starts to acquire'),
  ERST: command('Erases the spectrum, and starts to acquire'),
  STOP: command('Stops acquiring'),
  ERAS: command('Erases the spectrum'),
  READ: command('Reads the spectrum from the hardware'),
  ACQG: { kind: 'r', type: 'enum', labels: ['Done', 'Acquire'], description: 'Whether it acquires' },
  NUSE: { kind: 'rw', type: 'i32', description: 'Number of channels in use' },
  NMAX: { kind: 'r', type: 'i32', description: 'Number of channels that there are' },
  NORD: { kind: 'r', type: 'i32', description: 'Number of channels that were read' },
  DWEL: seconds('rw', 'Time for one channel, where it scans over channels'),
  CHAS: {
    kind: 'rw',
    type: 'enum',
    labels: ['Internal', 'External'],
    description: 'What advances it to the next channel',
  },
  MODE: {
    kind: 'rw',
    type: 'enum',
    labels: ['PHA', 'MCS', 'List'],
    description: 'What channels are: heights of pulses, times, or none',
  },
  PRTM: seconds('rw', 'Real time after which it stops'),
  PLTM: seconds('rw', 'Live time after which it stops'),
  ERTM: seconds('r', 'Real time so far'),
  ELTM: seconds('r', 'Live time so far'),
  DTIM: { kind: 'r', type: 'f64', description: 'Dead time over all of it, in percent' },
  IDTIM: { kind: 'r', type: 'f64', description: 'Dead time since the last look, in percent' },
  CALO: coefficient('Calibration: the offset'),
  CALS: coefficient('Calibration: the slope'),
  CALQ: coefficient('Calibration: the quadratic term'),
  TTH: { kind: 'rw', type: 'f64', description: 'Angle of the detector, twice theta, in degrees' },
});
