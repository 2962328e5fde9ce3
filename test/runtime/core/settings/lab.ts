import {
  connectAll,
  type Connector,
  defineDevice,
  Device,
  DeviceVector,
  mock,
  signal,
  softSignal,
} from '@devgen/runtime';
import { derivedSignal } from '@devgen/runtime/derived';

export const Axis = defineDevice({
  id: 'soft:Axis',
  members: {
    velocity: { kind: 'rw', source: 'Velocity', type: 'f64' },
    steps: { kind: 'rw', source: 'Steps', type: 'i64' },
    mode: { kind: 'rw', source: 'Mode', type: 'enum', labels: ['Idle', 'Run'] },
    curve: { kind: 'rw', source: 'Curve', type: 'f32[]' },
    temperature: { kind: 'r', source: 'Temperature', type: 'f64' },
    secret: { kind: 'w', source: 'Secret', type: 'str' },
    note: { kind: 'rw', source: 'Note', type: 'str', optional: true },
    stop: { kind: 'command', source: 'Stop' },
  },
});

const Box = defineDevice({
  id: 'soft:Box',
  members: {
    clock: {
      kind: 'block',
      source: 'CLOCK',
      of: { id: 'soft:Clock', members: { period: { kind: 'rw', source: 'PERIOD', type: 'f64' } } },
    },
    seq: {
      kind: 'vector',
      source: 'SEQ',
      keys: [1, 3],
      of: { id: 'soft:Seq', members: { repeats: { kind: 'rw', source: 'REPEATS', type: 'u32' } } },
    },
  },
});

/** Of everything that a tree may hold. */
export class Lab extends Device {
  readonly x = new Axis('x');
  readonly alias = this.x.velocity;
  readonly box = new Box('box');
  readonly axes = new DeviceVector([2], (n) => new Axis(`axis/${n}`));
  readonly offset = softSignal('f64', 0.5);
  readonly loose = signal('other', { kind: 'rw', source: 'Gain', type: 'u8' });
  readonly twice = derivedSignal(
    'f64',
    { v: this.x.velocity },
    { get: ({ v }) => 2 * v, set: (value) => ({ v: value / 2 }) },
  );
}

export async function connectLab(via: Connector = mock()): Promise<Lab> {
  const { lab } = await connectAll({ lab: new Lab() }, { via: [via] });
  return lab;
}
