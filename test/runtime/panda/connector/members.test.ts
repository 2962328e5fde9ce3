import type { DeviceSpec, MemberSpec, Meta, SignalSpec } from '@devgen/runtime';
import { deadline, specOf } from '@devgen/runtime';
import { introspect, labelSets, normalise, PandaClient, type BoxShown } from '@devgen/runtime/panda';
import { beforeAll, describe, expect, it } from 'vitest';
import { firmwares } from '../../../../src/sim/panda/firmware/firmwares.ts';
import type { Firmware } from '../../../../src/sim/panda/firmware/block-table.ts';
import { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { everyKind } from '../../../sim/panda/every-kind.ts';

async function shown(firmware: Firmware): Promise<BoxShown> {
  const sim = await PandaSim.start({ firmware });
  const client = new PandaClient(`${sim.host}:${sim.port}`);
  const io = deadline(10_000);
  try {
    const box = await introspect(client, io, 'METADATA');
    expect([...sim.asked.sets, ...sim.asked.tables, ...sim.asked.others]).toEqual([]);
    return box;
  } finally {
    io.done();
    await client.close();
    await sim.stop();
  }
}

let box: BoxShown;
let top: DeviceSpec;
let odd: DeviceSpec;
let meta: ReadonlyMap<string, Meta>;

beforeAll(async () => {
  box = await shown(everyKind);
  const { live } = normalise(box);
  top = live.spec;
  meta = live.meta;
  odd = part('ODD2_ONE');
});

function part(name: string): DeviceSpec {
  const member = top.members[name];
  if (member?.kind !== 'block' && member?.kind !== 'vector') throw new Error(`no block ${name}`);
  return specOf(member.of);
}

/** Kind and type of a member, and its labels or columns. */
function brief(member: MemberSpec | undefined): readonly unknown[] {
  const { kind, type, labels, fields, units } = member as SignalSpec;
  return [kind, type, labels, fields?.map(({ name, type: of }) => `${name} ${of}`), units].filter(
    (each) => each !== undefined,
  );
}

const units = ['min', 's', 'ms', 'us'];
const captures = ['Value', 'Diff', 'Sum', 'Min', 'Max', 'Mean', 'StdDev'];

describe('a field of every kind', () => {
  it.each<[string, readonly unknown[]]>([
    ['P_UINT', ['rw', 'u32']],
    ['P_INT', ['rw', 'i32']],
    ['P_BIT', ['rw', 'bool']],
    ['P_ENUM', ['rw', 'enum', ['a = b', "it's (c)"]]],
    ['P_LUT', ['rw', 'str']],
    ['P_TIME', ['rw', 'f64']],
    ['P_TIME.UNITS', ['rw', 'enum', units]],
    ['P_SCALAR', ['rw', 'f64', 'mm']],
    ['R_UINT', ['r', 'u32']],
    ['R_INT', ['r', 'i32']],
    ['R_BIT', ['r', 'bool']],
    ['R_ENUM', ['r', 'enum', ['no', 'yes']]],
    ['R_LUT', ['r', 'str']],
    ['R_TIME', ['r', 'f64']],
    ['R_TIME.UNITS', ['rw', 'enum', units]],
    ['R_SCALAR', ['r', 'f64', 'V']],
    ['W_UINT', ['w', 'u32']],
    ['W_INT', ['w', 'i32']],
    ['W_BIT', ['w', 'bool']],
    ['W_ENUM', ['w', 'enum', ['off', 'on']]],
    ['W_LUT', ['w', 'str']],
    ['W_TIME', ['w', 'f64']],
    ['W_SCALAR', ['w', 'f64']],
    ['W_ACTION()', ['command']],
    ['TIME', ['rw', 'f64']],
    ['TIME.UNITS', ['rw', 'enum', units]],
    ['B_OUT', ['r', 'bool']],
    ['POS', ['r', 'i32']],
    ['POS.SCALED', ['r', 'f64']],
    ['POS.SCALE', ['rw', 'f64']],
    ['POS.OFFSET', ['rw', 'f64']],
    ['POS.UNITS', ['rw', 'str']],
    ['POS.CAPTURE', ['rw', 'enum[]', captures]],
    ['B_MUX.DELAY', ['rw', 'u32', 'ticks']],
    ['SHORT', ['rw', 'table', ['high i32[]', 'low u16[]', 'mode enum[]']]],
    ['LONG', ['rw', 'table', ['value u32[]']]],
    ['LABEL', ['rw', 'str']],
  ])('%s', (name, expected) => {
    expect(brief(odd.members[name])).toEqual(expected);
  });

  it('has its muxes over one bus, the constants first', () => {
    const bits = ['ZERO', 'ONE', 'ODD2_ONE1.B_OUT', 'ODD2_ONE2.B_OUT', 'BITS.OUTA'];
    expect(brief(odd.members['B_MUX'])[2]).toEqual(expect.arrayContaining(bits));
    expect((brief(odd.members['B_MUX'])[2] as string[]).slice(0, 2)).toEqual(['ZERO', 'ONE']);
    expect(brief(part('PCAP').members['ENABLE'])[2]).toBe((odd.members['B_MUX'] as SignalSpec).labels);
    expect(brief(odd.members['P_MUX'])).toEqual(['rw', 'enum', ['ZERO', 'ODD2_ONE1.POS', 'ODD2_ONE2.POS']]);
  });

  it('leaves nothing out, and adds nothing', () => {
    const members = Object.keys(odd.members).length;
    expect(members).toBe(29 + 'P_TIME R_TIME W_TIME TIME'.split(' ').length + 5 + 1 + 1);
  });

  it('of PCAP is captured, and PCAP itself is armed', () => {
    const pcap = part('PCAP');
    expect(brief(pcap.members['TS_TRIG.CAPTURE'])).toEqual(['rw', 'enum', ['No', 'Value']]);
    expect(pcap.members['TS_TRIG']).toBeUndefined();
    expect([pcap.members['ARM()'], pcap.members['DISARM()']]).toMatchObject([
      { kind: 'command', source: 'ARM' },
      { kind: 'command', source: 'DISARM' },
    ]);
  });
});

describe('a block', () => {
  it('is a vector as the box numbers it, or plain where there is one', () => {
    expect(top.members['ODD2_ONE']).toMatchObject({ kind: 'vector', keys: [1, 2] });
    expect(top.members['PCAP']).toMatchObject({ kind: 'block' });
    expect(odd.id).toBe('panda:ODD2_ONE');
  });

  it('of metadata has what is no label of a block; what the firmware fixes is read-only', () => {
    const members = part('*METADATA').members;
    expect(Object.entries(members).map(([key, member]) => [key, member.kind])).toEqual(
      expect.arrayContaining([
        ['APPNAME', 'r'],
        ['DESIGN', 'rw'],
        ['LAYOUT', 'rw'],
      ]),
    );
    expect(Object.keys(members).filter((key) => key.startsWith('LABEL_'))).toEqual([]);
  });
});

describe('metadata', () => {
  it('tells descriptions, limits and constants of each instance', () => {
    expect(meta.get('ODD2_ONE')).toEqual({ description: 'Every kind of field */ ${there} is' });
    expect(meta.get('ODD2_ONE/2/P_UINT')).toEqual({
      description: 'Bounded',
      limits: { control: { low: 0, high: 1023 } },
    });
    expect(meta.get('ODD2_ONE/1/B_MUX.DELAY')).toMatchObject({
      limits: { control: { low: 0, high: 31 } },
    });
    expect(meta.get('ODD2_ONE/1/SHORT')).toMatchObject({ maxShape: [4] });
    expect(meta.get('*IDN')).toMatchObject({
      description: expect.stringMatching(/^application every-kind, FPGA 4\.1\.0C7, server/),
    });
  });

  it('reads no unit that a person may set: it is a value', () => {
    for (const key of ['P_TIME', 'TIME', 'POS', 'POS.SCALED'])
      expect(meta.get(`ODD2_ONE/1/${key}`)).not.toHaveProperty('units');
  });
});

describe('unions that many members share', () => {
  it('have one name a box', () => {
    expect([...labelSets(box)]).toEqual([
      ['bit_mux', box.bitMux],
      ['pos_mux', box.posMux],
      ['time_units', units],
      ['pos_capture', captures],
      ['ext_capture', ['No', 'Value']],
    ]);
  });
});

describe('the order of a reply', () => {
  it('never shows: a box lists blocks, fields and attributes in no order', async () => {
    const sim = await PandaSim.start({ firmware: everyKind });
    const client = new PandaClient(`${sim.host}:${sim.port}`);
    const io = deadline(10_000);
    const inNoOrder = /^\*BLOCKS$|\.\*$|^\*CHANGES/;
    let turns = 0;
    const turned: Parameters<typeof introspect>[0] = {
      getMany: async (names, limit) =>
        (await client.getMany(names, limit)).map((answer, index) => {
          if (!Array.isArray(answer) || !inNoOrder.test(names[index]!)) return answer;
          turns++;
          return answer.toReversed();
        }),
    };
    const other = normalise(await introspect(turned, io, 'METADATA'));
    expect(turns).toBeGreaterThan(10);
    expect(JSON.stringify(other.live.spec)).toBe(JSON.stringify(top));
    expect([...other.live.meta]).toEqual([...meta]);
    io.done();
    await client.close();
    await sim.stop();
  });
});

describe('a firmware', () => {
  it.each([...firmwares])('%s is understood whole, and told alike twice', async (_, firmware) => {
    const [one, other] = [normalise(await shown(firmware)), normalise(await shown(firmware))];
    expect(JSON.stringify(one.live.spec)).toBe(JSON.stringify(other.live.spec));
    expect([...one.members.values()].filter(({ meta: { caveat } }) => caveat !== undefined)).toEqual([]);
    expect(one.members.size).toBeGreaterThan(20);
  });
});
