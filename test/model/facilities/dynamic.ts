import type { PulledSource } from '../../../src/model/merge/pulled.ts';
import { command, type DeviceFacts, type Facts, pulledSource, r, rw } from '../pulled-source.ts';
import { DEV_STATES } from './tango-test.ts';

const common: Facts = {
  state: [r('State', { type: 'enum', labels: DEV_STATES })],
  gain: [rw('Gain', { type: 'f64' }), { units: 'dB' }],
  'reset()': [command('Reset')],
};

/** What the devices of the open class say of the same wire names: `open-class.test.ts` tells what becomes of each. */
const shared: readonly Facts[] = [
  {
    value: [rw('Value', { type: 'f64' }), { units: 'V' }],
    mode: [rw('mode', { type: 'enum', labels: ['Off', 'On'] })],
    range: [rw('range', { type: 'f64' })],
    trigger: [{ kind: 'w', source: 'trigger', type: 'bool' }],
    'move()': [command('Move', { in: 'f64' })],
    'home()': [command('Home')],
  },
  {
    value: [rw('Value', { type: 'str' })],
    mode: [rw('mode', { type: 'enum', labels: ['Off', 'On', 'Auto'] })],
    range: [r('range', { type: 'f64' })],
    trigger: [r('trigger', { type: 'bool' })],
    'move()': [command('Move', { in: 'f64[]' })],
    'home()': [command('Home', { in: 'i32' })],
  },
  { only: [r('only', { type: 'i64' }), { description: 'One device has it.' }] },
  { mode: [rw('mode', { type: 'enum', labels: ['Off', 'On'] })], level: [rw('level', { type: 'f32[]' })] },
];

/** Eight interfaces that come first by their addresses, and four that share the open class. */
export const DYNAMIC_DEVICES: readonly DeviceFacts[] = Array.from({ length: 12 }, (_, at) => ({
  device: `d/dyn/${String(at + 1).padStart(2, '0')}`,
  id: 'tango:Dynamic',
  doc: 'Has other attributes on each device.',
  labelSets: new Map([['DevState', DEV_STATES]]),
  members: { ...common, ...(shared[at - 8] ?? { [`channel_${at}`]: [rw(`channel_${at}`, { type: 'f64' })] }) },
}));

export const DYNAMIC_FACILITY: PulledSource = pulledSource('db', 'tango', DYNAMIC_DEVICES);
