import { describe, expect, it } from 'vitest';
import {
  connectAll,
  defineDevice,
  Device,
  DeviceVector,
  DevgenError,
  isDevice,
  type DeviceSpec,
  type SignalR,
  type SignalRW,
} from '@devgen/runtime';
import { FakeSystem } from './fake-system.ts';

const motorSpec = {
  id: 'fake:Motor',
  members: {
    position: { kind: 'rw', source: 'Position', type: 'f64' },
    standard: { kind: 'r', source: 'Standard', type: 'str', optional: true },
    stop: { kind: 'command', source: 'Stop' },
  },
} satisfies DeviceSpec;

class Motor extends Device {
  declare readonly position: SignalRW<number>;
  declare readonly standard: SignalR<string> | undefined;
  static override readonly spec: DeviceSpec = motorSpec;
}

const Seq = defineDevice({ id: 'fake:SEQ', members: { prescale: { kind: 'rw', source: 'PRESCALE', type: 'f64' } } });
const Box = defineDevice({
  id: 'fake:Box',
  members: {
    pcap: {
      kind: 'block',
      source: 'PCAP',
      of: { id: 'fake:PCAP', members: { arm: { kind: 'command', source: 'ARM' } } },
    },
    seq: { kind: 'vector', source: 'SEQ', of: Seq, keys: [1, 3] },
  },
});

describe('a device', () => {
  it('has its members as own, enumerable, non-configurable, non-writable properties', () => {
    const motor = new Motor('m/1');
    expect(Object.keys(motor)).toEqual(['position', 'standard', 'stop']);
    const { value: _, ...position } = Object.getOwnPropertyDescriptor(motor, 'position') ?? {};
    expect(position).toEqual({ enumerable: true, configurable: false, writable: false });
    expect(Object.getOwnPropertyDescriptor(motor, 'standard')?.writable).toBe(true);
  });

  it('refuses a redeclaration without declare, instead of losing the signal', () => {
    class Wiped extends Motor {
      // @ts-expect-error a member that is redeclared needs `declare`
      override readonly position!: SignalRW<number>;
    }
    expect(() => new Wiped('m/1')).toThrow(TypeError);
  });

  it('refuses member names that would break the object', () => {
    for (const name of ['then', '$connect', 'constructor', 'toString', '__proto__']) {
      const members = Object.fromEntries([[name, { kind: 'r', source: name, type: 'f64' }]]) as DeviceSpec['members'];
      const Bad = defineDevice({ id: 'fake:Bad', members });
      expect(() => new Bad('x'), name).toThrow(expect.objectContaining({ code: 'DEVICE.MEMBER_NAME' }));
    }
  });

  it('is known by brand, and not by the name of its constructor', () => {
    const motor = new Motor('m/1');
    expect(isDevice(motor)).toBe(true);
    expect(isDevice({})).toBe(false);
    expect(isDevice(null)).toBe(false);
    expect(Object.prototype.toString.call(motor)).toBe('[object Device]');
    expect(Object.getOwnPropertySymbols(motor)).toEqual([Symbol.for('devgen.device')]);
  });

  it('starts new, at its address, without name, children and extras', () => {
    const motor = new Motor('m/1');
    expect(motor.$address).toBe('m/1');
    expect(motor.$name).toBe('');
    expect(motor.$state.state).toBe('new');
    expect(motor.$children.size + motor.$extras.size + motor.$findings.length).toBe(0);
    expect(motor.position.name).toBe('position');
  });
});

describe('parts of a device', () => {
  it('exist after construction and keep their identity when connected', async () => {
    const box = new Box('b');
    const [pcap, one] = [box.pcap, box.seq.at(1)];
    await connectAll({ box }, { via: [new FakeSystem({ b: Box.spec })] });
    expect(box.pcap).toBe(pcap);
    expect(box.seq.at(1)).toBe(one);
    expect([...box.$children.keys()]).toEqual(['pcap', 'seq.1']);
    expect(await one.prescale.get()).toBe('SEQ/1/PRESCALE');
  });

  it('of a vector are made on first use, also after connect, and named by the key of the control system', async () => {
    const box = new Box('b');
    await connectAll({ box }, { via: [new FakeSystem({ b: Box.spec })] });
    expect([...box.$children.keys()]).toEqual(['pcap']);
    const three = box.seq.at(3);
    expect(three.$name).toBe('box.seq.3');
    expect(three.prescale.name).toBe('box.seq.3.prescale');
    expect(await three.prescale.get()).toBe('SEQ/3/PRESCALE');
    expect(three).toBeInstanceOf(Seq);
    expect(box.seq.size).toBe(2);
    expect([...box.seq].map(([key]) => key)).toEqual([1, 3]);
  });

  it('are listed when a key is unknown', async () => {
    const { box } = await connectAll({ box: new Box('b') }, { via: [new FakeSystem({ b: Box.spec })] });
    expect(() => box.seq.at(2)).toThrow('box.seq has no 2: its keys are 1, 3');
    expect(() => box.seq.at(2)).toThrow(expect.objectContaining({ code: 'MEMBER.VECTOR' }));
  });

  it('share state and connection of their device, and are closed with it only', async () => {
    const system = new FakeSystem({ b: Box.spec });
    const box = new Box('b');
    await box.pcap.$connect({ via: [system] });
    expect(system.opened).toEqual(['b']);
    expect(box.$state.state).toBe('connected');
    expect(box.seq.at(1).$state.state).toBe('connected');
    await expect(box.pcap.$dispose()).rejects.toMatchObject({ code: 'DEVICE.PART' });
  });
});

describe('a composite', () => {
  class Stage extends Device {
    readonly x = new Motor('m/1');
    readonly axes = new DeviceVector([1, 2], (n) => new Motor(`m/a${n}`));
    readonly offset = 3;
  }
  const devices = { 'm/1': motorSpec, 'm/a1': motorSpec, 'm/a2': motorSpec };

  it('connects and names every leaf of a nested tree', async () => {
    class Hutch extends Device {
      readonly stage = new Stage();
    }
    const system = new FakeSystem(devices);
    const { hutch } = await connectAll({ hutch: new Hutch() }, { via: [system] });
    expect(system.opened.toSorted()).toEqual(['m/1', 'm/a1', 'm/a2']);
    expect(hutch.stage.x.position.name).toBe('hutch.stage.x.position');
    expect(hutch.stage.axes.at(2).position.name).toBe('hutch.stage.axes.2.position');
    expect([...hutch.stage.$children.keys()]).toEqual(['x', 'axes.1', 'axes.2']);
  });

  it('names the children anew when it gets its own name', async () => {
    const stage = new Stage();
    await stage.$connect({ via: [new FakeSystem(devices)] });
    expect(stage.x.$name).toBe('x');
    await connectAll({ stage }, { via: [] });
    expect(stage.x.position.name).toBe('stage.x.position');
  });

  it('leaves a device that another holds already its first name', async () => {
    class Pair extends Device {
      readonly left: Motor;
      constructor(left: Motor) {
        super();
        this.left = left;
      }
    }
    const stage = new Stage();
    const { pair } = await connectAll({ stage, pair: new Pair(stage.x) }, { via: [new FakeSystem(devices)] });
    expect(pair.left.$name).toBe('stage.x');
    await pair.$dispose();
    expect(stage.x.$state.state).toBe('connected');
    await stage.$dispose();
    expect(stage.x.$state.state).toBe('closed');
  });

  it('may hold a device that holds it', async () => {
    class Axis extends Motor {
      stage: Device | undefined;
    }
    class Ring extends Device {
      readonly axis = new Axis('m/1');
    }
    const ring = new Ring();
    ring.axis.stage = ring;
    await connectAll({ ring }, { via: [new FakeSystem(devices)] });
    expect(ring.$state.state).toBe('connected');
    const dead = connectAll({ ring: Object.assign(new Ring(), {}) }, { via: [new FakeSystem()] });
    await expect(dead).rejects.toBeInstanceOf(DevgenError);
  });

  it.each([
    ['an array', (): unknown => [new Motor('m/1')]],
    ['a map', (): unknown => new Map([['x', new Motor('m/1')]])],
    ['a set', (): unknown => new Set([new Motor('m/1')])],
  ])('with devices in %s is an error that names the field', async (_, make) => {
    class Bad extends Device {
      readonly motors = make();
    }
    const attempt = connectAll({ bad: new Bad() }, { via: [new FakeSystem(devices)] });
    const error: DevgenError & { errors: ReadonlyMap<string, DevgenError> } = await attempt.catch((reason) => reason);
    expect(error.errors.get('bad')).toMatchObject({ code: 'DEVICE.CHILDREN', member: 'motors', device: 'bad' });
    expect(error.message).toBe(
      [
        '1 of 1 did not connect',
        'no connector',
        '  bad: DEVICE.CHILDREN bad.motors holds devices in an array, map or set',
        '    next: use a DeviceVector: new DeviceVector([1, 2], (n) => new Motor(`motor/${n}`))',
      ].join('\n'),
    );
  });
});
