import { describe, expect, it } from 'vitest';
import { connectAll, defineDevice, openDevice, type DeviceSpec, type MemberSpec } from '@devgen/runtime';
import { FakeSystem } from './fake-system.ts';

const table = { kind: 'rw', source: 'TABLE', type: 'any' } as const;
const live: DeviceSpec = {
  id: 'fake:Any',
  members: {
    temp: { kind: 'r', source: 'Temp', type: 'f64' },
    tempCommand: { kind: 'command', source: 'Temp' },
    odd: { kind: 'r', source: 'Temp()', type: 'f64' },
    pcap: { kind: 'block', source: 'PCAP', of: { id: '', members: { arm: { kind: 'command', source: 'ARM' } } } },
    seq: { kind: 'vector', source: 'SEQ', keys: [1, 3], of: { id: '', members: { table } } },
  },
};

describe('a device without a class', () => {
  it('shows all that the server has, by wire name, and can use it', async () => {
    const system = new FakeSystem({ d: live });
    const device = await openDevice('d', { via: [system] });
    expect([...device.$extras.keys()]).toEqual([
      'Temp',
      'Temp()',
      'Temp().',
      'PCAP/ARM()',
      'SEQ/1/TABLE',
      'SEQ/3/TABLE',
    ]);
    expect(Object.keys(device)).toEqual([]);
    const temp = device.$extras.get('Temp');
    const command = device.$extras.get('Temp()');
    expect(temp?.kind !== 'command' && (await temp?.get())).toBe('Temp');
    expect(command?.kind).toBe('command');
    const third = device.$extras.get('SEQ/3/TABLE');
    expect(third?.kind !== 'command' && (await third?.get())).toBe('SEQ/3/TABLE');
    await device.$dispose();
    expect(system.links.size).toBe(0);
  });

  it('takes hostile names for what they are', async () => {
    const members = Object.create(null) as Record<string, MemberSpec>;
    for (const source of ['__proto__', 'constructor', 'then', '$connect'])
      members[source] = { kind: 'r', source, type: 'f64' };
    const device = await openDevice('d', { via: [new FakeSystem({ d: { id: '', members } })] });
    expect([...device.$extras.keys()]).toEqual(['__proto__', 'constructor', 'then', '$connect']);
    expect(device.$extras.get('__proto__')?.name).toBe('__proto__');
  });

  it('that cannot be reached rejects', async () => {
    await expect(openDevice('d', { via: [new FakeSystem()] })).rejects.toMatchObject({ code: 'CONNECT.FAILED' });
  });
});

describe('the extras of a device with a class', () => {
  const Part = defineDevice({ id: 'fake:Any', members: { temp: { kind: 'r', source: 'Temp', type: 'f64' } } });

  it('are what the class lacks, also inside its parts', async () => {
    const Box = defineDevice({
      id: 'fake:Box',
      members: { seq: { kind: 'vector', source: 'SEQ', keys: [1, 3], of: { id: 'fake:SEQ', members: {} } } },
    });
    const system = new FakeSystem({ d: live });
    const { part, box } = await connectAll({ part: new Part('d'), box: new Box('d') }, { via: [system] });
    expect([...part.$extras.keys()]).toEqual(['Temp()', 'Temp().', 'PCAP/ARM()', 'SEQ/1/TABLE', 'SEQ/3/TABLE']);
    expect(part.$extras.get('Temp()')?.name).toBe('part.Temp()');
    expect([...box.seq.at(3).$extras.keys()]).toEqual(['TABLE']);
    expect(box.$extras.has('PCAP/ARM()')).toBe(true);
  });

  it('stay the same objects while they stay what they are', async () => {
    const system = new FakeSystem({ d: live });
    const { part } = await connectAll({ part: new Part('d') }, { via: [system] });
    const [kept, gone] = [part.$extras.get('Temp()'), part.$extras.get('Temp().')];
    const { odd: _, ...rest } = live.members;
    const [link] = system.links;
    link?.lose();
    link?.restore({ id: 'fake:Any', members: rest });
    expect(part.$extras.get('Temp()')).toBe(kept);
    expect(gone).toBeDefined();
    expect(part.$extras.has('Temp().')).toBe(false);
  });
});
