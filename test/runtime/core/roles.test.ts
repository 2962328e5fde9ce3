import { connectAll, defineDevice, Device, getMany, soft, softSignal } from '@devgen/runtime';
import { signalsOfRole } from '@devgen/runtime/roles';
import { describe, expect, it } from 'vitest';

const Axis = defineDevice({
  id: 'a:Axis',
  members: {
    position: { kind: 'rw', source: 'RBV', type: 'f64', role: 'hinted' },
    load: { kind: 'r', source: 'LOAD', type: 'f64', role: 'read' },
    velocity: { kind: 'rw', source: 'VELO', type: 'f64', role: 'config' },
    offset: { kind: 'rw', source: 'OFF', type: 'f64' },
    spare: { kind: 'r', source: 'SPARE', type: 'f64', role: 'read', optional: true },
    stop: { kind: 'command', source: 'STOP' },
  },
});

class Stage extends Device {
  readonly x = new Axis('a/1');
  readonly y = new Axis('a/2');
  readonly same = this.x.position;
  readonly own = softSignal('f64');
}

describe('signals by their role in a scan', () => {
  it('are those of the class and its parts, each once; what is hinted is read too', async () => {
    const stage = new Stage();
    expect([...signalsOfRole(stage, 'hinted').keys()]).toEqual(['x.position', 'y.position']);
    expect([...signalsOfRole({ stage }, 'config').keys()]).toEqual(['stage.x.velocity', 'stage.y.velocity']);
    expect([...signalsOfRole(stage.y, 'read').keys()]).toEqual(['position', 'load', 'spare']);
    expect(signalsOfRole(stage, 'hinted').get('x.position')).toBe(stage.x.position);
  });

  it('are read at once when they are connected, and those that the device lacks are left out', async () => {
    const { spare: _, ...members } = Axis.spec.members;
    const connector = soft({ 'a/1': { spec: { id: 'a:Axis', members } } });
    const { axis } = await connectAll({ axis: new Axis('a/1') }, { via: [connector] });
    const points = signalsOfRole(axis, 'read');
    expect([...points.keys()]).toEqual(['position', 'load']);
    expect(await getMany([...points.values()])).toMatchObject([
      { ok: true, value: 0 },
      { ok: true, value: 0 },
    ]);
  });
});
