import { type Binding, connectAll, defineDevice, openDevice, slot, type Slotted } from '@devgen/runtime';
import { panda } from '@devgen/runtime/panda';
import { afterEach, describe, expect, it } from 'vitest';
import type { BlockEntry, Firmware } from '../../../../src/sim/panda/firmware/block-table.ts';
import { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { everyKind } from '../../../sim/panda/every-kind.ts';
import { startLineServer } from '../client/line-server.ts';
import { type OpenBox, openBox, until, watch } from './boxes.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function open(firmware: Firmware = everyKind, period = 5): Promise<OpenBox> {
  const box = await openBox({ firmware }, { period });
  stops.push(() => box.stop());
  return box;
}

const odd = (key: string): string => `ODD2_ONE/1/${key}`;

/** The same firmware with other blocks. */
function changed(change: (block: BlockEntry) => BlockEntry): Firmware {
  return { ...everyKind, app: 'other', version: '9.9.9', blocks: everyKind.blocks.map(change) };
}

describe('a box that restarts', () => {
  it('is told to observers, and comes back with a value, without user code', async () => {
    const { sim, device, signal } = await open();
    const states: string[] = [];
    device.$onState(({ state }) => states.push(state));
    await signal(odd('P_UINT')).set(5);
    const readings = signal<number>(odd('P_UINT')).observe({ period: 5 });
    expect((await readings.next()).value).toMatchObject({ value: 5, stale: false });
    await sim.restart();
    const seen: unknown[] = [];
    for await (const { ok, stale, ...rest } of readings) {
      seen.push([ok && 'value' in rest && rest.value, stale]);
      if (!stale) break;
    }
    expect(seen[0]).toEqual([5, true]);
    expect(seen.at(-1)).toEqual([0, false]);
    expect(states).toEqual(['lost', 'connected']);
    expect(await signal(odd('P_UINT')).get()).toBe(0);
  });

  it('does not get a set again that was on its way', async () => {
    const { sim, signal } = await open();
    sim.faults.nextReply({ cutAfter: 1 });
    const set = signal(odd('P_UINT')).set(3);
    await expect(set).rejects.toMatchObject({ code: 'LINK.LOST' });
    await expect(set).rejects.toThrow(/sent and not answered|lost/);
    await back(signal(odd('P_UINT')));
    expect(sim.asked.sets).toEqual(['ODD2_ONE1.P_UINT=3']);
  });

  it.each([
    ['half a reply', { cutAfter: 4 }],
    ['a reply of unknown kind', { instead: 'What?\n' }],
  ])('or sends %s is lost, and found again', async (_, fault) => {
    const { sim, device, signal } = await open(everyKind, 60_000);
    sim.faults.nextReply(fault);
    await expect(signal(odd('P_INT')).get()).rejects.toMatchObject({ member: expect.stringContaining('P_INT') });
    await back(signal(odd('P_INT')));
    expect(device.$state.state).toBe('connected');
  });

  it('with other firmware is held against the class again: one report, and what to do', async () => {
    const sim = await PandaSim.start({ firmware: everyKind });
    const address = `${sim.host}:${sim.port}`;
    const connector = panda(address, { period: 5 });
    stops.push(
      () => sim.stop(),
      () => connector.close(),
    );
    const Box = defineDevice({
      id: 'panda:PandA',
      members: {
        bits: {
          kind: 'block',
          source: 'BITS',
          of: { id: 'panda:BITS', members: { a: { kind: 'rw', source: 'A', type: 'bool' } } },
        },
        odd: {
          kind: 'vector',
          source: 'ODD2_ONE',
          keys: [1, 2],
          of: {
            id: 'panda:ODD2_ONE',
            members: {
              uint: { kind: 'rw', source: 'P_UINT', type: 'u32' },
              int: { kind: 'rw', source: 'P_INT', type: 'i32' },
              gone: { kind: 'rw', source: 'P_BIT', type: 'bool' },
            },
          },
        },
      },
    });
    const { box } = await connectAll({ box: new Box(address) }, { via: [connector] });
    await sim.restart(
      changed((block) =>
        block.name === 'ODD2_ONE'
          ? {
              ...block,
              shape: {
                ...block.shape,
                fields: block.shape.fields
                  .filter(({ name }) => name !== 'P_BIT')
                  .map((field) => (field.name === 'P_INT' ? { ...field, kind: 'param enum', labels: ['a'] } : field)),
              },
            }
          : block,
      ),
    );
    await until(() => box.$state.state === 'lost' || box.$findings.some(({ severity }) => severity === 'error'));
    await until(() => box.$findings.some(({ severity }) => severity === 'error'));
    const errors = box.$findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule, member }) => [rule, member])).toEqual([
      ['MEMBER_TYPE', 'odd.*.int'],
      ['MEMBER_MISSING', 'odd.*.gone'],
    ]);
    await expect(box.odd.at(1).int.get()).rejects.toMatchObject({
      code: 'MEMBER.TYPE',
      hint: `devgen pull ${address}`,
    });
    expect(await box.bits.a.get()).toBe(false);

    const again = new Box(address).$connect({ via: [connector] });
    await expect(again).rejects.toMatchObject({ code: 'CONNECT.MISMATCH' });
    const report = await again.catch((error: Error) => error.message);
    expect(report).toContain('MEMBER.TYPE');
    expect(report).toContain('MEMBER.MISSING');
    expect(String(report).match(/devgen pull/g)).toHaveLength(1);
  });

  it('where one block became two is another kind', async () => {
    const sim = await PandaSim.start({
      firmware: changed((block) => (block.name === 'BITS' ? { ...block, count: 2 } : block)),
    });
    const address = `${sim.host}:${sim.port}`;
    const connector = panda(address);
    stops.push(
      () => sim.stop(),
      () => connector.close(),
    );
    const Box = defineDevice({
      id: 'panda:PandA',
      members: { bits: { kind: 'block', source: 'BITS', of: { id: 'panda:BITS', members: {} } } },
    });
    await expect(connectAll({ box: new Box(address) }, { via: [connector] })).rejects.toThrow(
      /expected block, found vector/,
    );
  });
});

describe('connecting', () => {
  it('to nobody, or to no PandA, says so', async () => {
    const server = await startLineServer(() => 'HTTP/1.1 400 Bad Request\n');
    stops.push(() => server.stop());
    const wrong = panda(server.address);
    await expect(openDevice(server.address, { via: [wrong] })).rejects.toMatchObject({
      message: expect.stringContaining('Not what a PandA sends'),
    });
    const nobody = panda('127.0.0.1:1');
    await expect(openDevice('127.0.0.1:1', { via: [nobody] })).rejects.toMatchObject({ code: 'CONNECT.FAILED' });
    expect(() => panda('a b')).toThrow(expect.objectContaining({ code: 'ADDRESS.UNKNOWN' }));
    expect(() => panda('box', { period: 0 })).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' }));
  });

  it('claims its own box only, with and without scheme and port, in any case', () => {
    const connector = panda('BL01-PANDA-01');
    for (const own of ['BL01-PANDA-01', 'bl01-panda-01', 'panda://BL01-PANDA-01', 'BL01-PANDA-01:8888'])
      expect(connector.claims(own)).toBe('yes');
    for (const other of ['BL01-PANDA-02', 'BL01-PANDA-01:8889', 'tango://BL01-PANDA-01', 'sys/tg_test/1', ''])
      expect(connector.claims(other)).toBe('no');
    expect(connector.authority).toBe('BL01-PANDA-01:8888');
  });

  it('is one connection for all devices of a box, which the last one takes with it', async () => {
    const box = await open();
    const { sim, address } = box;
    const connector = panda(address, { period: 5 });
    stops.push(() => connector.close());
    const [a, b] = await Promise.all([
      openDevice(address, { via: [connector] }),
      openDevice(address, { via: [connector] }),
    ]);
    const who = async (): Promise<number> => {
      const { PandaClient } = await import('@devgen/runtime/panda');
      const client = new PandaClient(address);
      const lines = await client.getLines('*WHO');
      await client.close();
      return lines.length;
    };
    // Ours, that of the other device, and the one that asks.
    expect(await who()).toBe(3);
    await a.$dispose();
    expect(await who()).toBe(3);
    const uint = b.$extras.get(odd('P_UINT'));
    expect(uint?.kind === 'rw' && (await uint.get())).toBe(0);
    await b.$dispose();
    await until(async () => (await who()) === 2);
    const again = await openDevice(address, { via: [connector] });
    expect(again.$extras.size).toBeGreaterThan(40);
    expect(sim.asked.sets).toEqual([]);
  });
});

describe('many values in one go', () => {
  it('go units first', async () => {
    const { sim, signal } = await open();
    const bound = (key: string): Extract<Binding, { state: 'bound' }> => {
      const { binding } = (signal(key) as unknown as Slotted)[slot];
      if (binding.state !== 'bound') throw new Error(`${key} is not bound`);
      return binding;
    };
    const [time, units, uint] = ['P_TIME', 'P_TIME.UNITS', 'P_UINT'].map((name) => bound(odd(name)).backend);
    const { link } = bound(odd('P_TIME'));
    const io = { signal: new AbortController().signal, remaining: () => 1_000 };
    const results = await link.putMany?.(
      [
        [time!, 5],
        [uint!, 5_000],
        [units!, 'ms'],
      ],
      io,
    );
    expect(results).toEqual([undefined, expect.objectContaining({ code: 'VALUE.LIMITS' }), undefined]);
    expect(sim.asked.sets).toEqual(['ODD2_ONE1.P_TIME.UNITS=ms', 'ODD2_ONE1.P_TIME=5']);
    const value = watch<number>(signal(odd('P_TIME')));
    expect(await value.next()).toBe(5);
    await value.stop();
  });
});

async function back(signal: { get(): Promise<unknown> }): Promise<void> {
  await until(() =>
    signal.get().then(
      () => true,
      () => false,
    ),
  );
}
