import { PandaClient, PandaError } from '@devgen/runtime/panda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { everyKind } from '../../../sim/panda/every-kind.ts';

let sim: PandaSim;
let client: PandaClient;

beforeAll(async () => {
  sim = await PandaSim.start({ firmware: everyKind });
  client = new PandaClient(`${sim.host}:${sim.port}`, { dataPort: sim.dataPort });
});
beforeEach(() => sim.asked.clear());
afterAll(async () => {
  await client.close();
  await sim.stop();
});

describe('a query', () => {
  it('brings a value, or the lines of a list', async () => {
    expect(await client.get('*ECHO hello')).toBe('hello');
    expect(await client.get('*METADATA.APPNAME')).toBe('every-kind');
    expect(await client.getLines('ODD2_ONE1.SHORT.FIELDS')).toContain('15:0 LOW uint');
    expect(await client.getLines('*METADATA.APPNAME')).toEqual(['every-kind']);
  });

  it('that the box refuses rejects with its words, the name, and a code', async () => {
    await expect(client.get('ODD2_ONE1.NOTHING')).rejects.toMatchObject({
      code: 'PANDA.REFUSED',
      reason: 'No such field',
      source: 'ODD2_ONE1.NOTHING',
      completed: 'YES',
      message: 'ODD2_ONE1.NOTHING: the box says: No such field',
      hint: expect.stringContaining('devgen pull'),
    });
  });

  it('of many leaves in one go, and one refusal spoils no other', async () => {
    const answers = await client.getMany(['*ECHO a', 'NOTHING.AT', 'ODD2_ONE1.SHORT.FIELDS', '*ECHO b']);
    expect(answers).toEqual(['a', expect.any(PandaError), expect.arrayContaining(['15:0 LOW uint']), 'b']);
    expect(await client.getMany([])).toEqual([]);
  });

  it('is a query only: nothing else is asked for', async () => {
    await client.identity();
    await client.blocks();
    await client.fields('PCAP');
    await client.changes('METADATA');
    expect(sim.asked.queries).toEqual(['*IDN', '*BLOCKS', 'PCAP.*', '*CHANGES.METADATA']);
    expect([...sim.asked.sets, ...sim.asked.tables, ...sim.asked.others]).toEqual([]);
  });

  it('tells blocks by name and fields in their order, whatever the order of the reply', async () => {
    expect(await client.blocks()).toEqual([
      { name: 'BITS', count: 1 },
      { name: 'ODD2_ONE', count: 2 },
      { name: 'PCAP', count: 1 },
    ]);
    const fields = await client.fields('ODD2_ONE');
    expect(fields.map(({ name }) => name)).toEqual(everyKind.blocks[0]?.shape.fields.map(({ name }) => name));
    expect(await client.identity()).toMatchObject({ firmware: '4.1.0C7' });
  });
});

describe('a set', () => {
  it('takes any text of one line', async () => {
    await client.set('*METADATA.DESIGN', 'a = b? <c> µm');
    expect(await client.get('*METADATA.DESIGN')).toBe('a = b? <c> µm');
    expect(sim.asked.sets).toEqual(['*METADATA.DESIGN=a = b? <c> µm']);
  });

  it('of an action has no value', async () => {
    await client.execute('ODD2_ONE1.W_ACTION');
    expect(sim.asked.sets).toEqual(['ODD2_ONE1.W_ACTION=']);
  });

  it('of several lines is a text with an end', async () => {
    await client.setLines('*METADATA.LAYOUT', ['first', ' ', '=?<']);
    expect(await client.getLines('*METADATA.LAYOUT')).toEqual(['first', ' ', '=?<']);
    await client.setLines('*METADATA.LAYOUT', []);
    expect(await client.getLines('*METADATA.LAYOUT')).toEqual([]);
  });

  it('of many keeps their order, and tells each refusal', async () => {
    const results = await client.setMany([
      ['ODD2_ONE1.P_UINT', '1'],
      ['ODD2_ONE1.P_UINT', '2000'],
      ['ODD2_ONE1.P_UINT', '2'],
    ]);
    expect(results).toEqual([undefined, expect.objectContaining({ reason: 'Number out of range' }), undefined]);
    expect(await client.get('ODD2_ONE1.P_UINT')).toBe('2');
  });

  it('that the box refuses changes nothing', async () => {
    await expect(client.set('ODD2_ONE1.P_ENUM', 'none')).rejects.toMatchObject({ reason: 'Invalid enumeration value' });
    await expect(client.set('ODD2_ONE1.R_UINT', '1')).rejects.toMatchObject({ reason: 'Field not writeable' });
  });

  it.each([
    ['ODD2_ONE1.P_UINT', '1\nODD2_ONE1.W_ACTION='],
    ['ODD2_ONE1.P_UINT<', '1'],
    ['ODD2_ONE1.P_UINT=2\nX', '1'],
    ['*METADATA.DESIGN', 'x'.repeat(1100)],
  ])('that would be another command is never sent: %j', async (name, value) => {
    await expect(client.set(name, value)).rejects.toMatchObject({
      code: expect.stringMatching(/^PANDA\.(TEXT|LINE_TOO_LONG)$/),
    });
    expect([...sim.asked.sets, ...sim.asked.queries, ...sim.asked.tables, ...sim.asked.others]).toEqual([]);
  });
});

describe('what would be another command', () => {
  const evil = 'ODD2_ONE1.P_UINT?\n*SAVESTATE=';

  it.each<[string, () => Promise<unknown>]>([
    ['a query', () => client.get(evil)],
    ['one of many', () => client.getMany(['*IDN', evil])],
    ['a value', () => client.set('ODD2_ONE1.P_LUT', 'A\r')],
    [
      'one of many values',
      () =>
        client.setMany([
          ['BITS.A', '1'],
          ['*METADATA.DESIGN', 'a\u0000b'],
        ]),
    ],
    ['an action', () => client.execute(evil)],
    ['a line of a text', () => client.setLines('*METADATA.LAYOUT', ['one', 'two\n'])],
    ['an empty line of a text', () => client.setLines('*METADATA.LAYOUT', ['one', ''])],
    ['the name of a text', () => client.setLines(evil, ['one'])],
    ['a table that is read', () => client.getTable(evil)],
    ['a table', () => client.setTable(evil, new Uint32Array(4))],
  ])('is refused before anything is sent, in %s', async (_, call) => {
    await expect(call()).rejects.toMatchObject({
      code: 'PANDA.TEXT',
      message: expect.stringMatching(/P_UINT|P_LUT|DESIGN|LAYOUT/),
      hint: expect.stringContaining('nothing was sent'),
    });
    expect([...sim.asked.sets, ...sim.asked.queries, ...sim.asked.tables, ...sim.asked.others]).toEqual([]);
    await client.get('*IDN');
    expect(sim.asked.queries).toEqual(['*IDN']);
  });
});

describe('a table', () => {
  const rows = Uint32Array.from({ length: 3000 }, (_, index) => (index * 0x9e37_79b1) >>> 0);

  it.each(['base64', 'ascii'] as const)('goes and comes whole as %s', async (form) => {
    await client.setTable('ODD2_ONE1.LONG', rows, { form });
    expect(await client.getTable('ODD2_ONE1.LONG')).toEqual(rows);
    expect((await client.getLines('ODD2_ONE1.LONG')).map(Number)).toEqual([...rows]);
    expect(await client.get('ODD2_ONE1.LONG.MODE')).toBe('FIXED');
    expect(sim.asked.tables).toEqual([`ODD2_ONE1.LONG<${form === 'base64' ? 'B' : ''}`]);
  });

  it('streams in pieces', async () => {
    await client.setTable('ODD2_ONE2.LONG', Uint32Array.of(), {});
    expect(await client.get('ODD2_ONE2.LONG.MODE')).toBe('INIT');
    await client.setTable('ODD2_ONE2.LONG', Uint32Array.of(1, 2), { how: 'streaming' });
    expect(await client.get('ODD2_ONE2.LONG.MODE')).toBe('STREAMING');
    expect(await client.getTable('ODD2_ONE2.LONG')).toEqual(new Uint32Array(0));
    await client.setTable('ODD2_ONE2.LONG', Uint32Array.of(3), { how: 'last', form: 'ascii' });
    expect(await client.get('ODD2_ONE2.LONG.MODE')).toBe('STREAMING_LAST');
    expect(sim.asked.tables).toEqual(['ODD2_ONE2.LONG<B', 'ODD2_ONE2.LONG<<B', 'ODD2_ONE2.LONG<<|']);
  });

  it('one row too long is refused, and the next command is understood', async () => {
    const [table, after] = [client.setTable('ODD2_ONE1.SHORT', new Uint32Array(10)), client.get('*ECHO after')];
    await expect(table).rejects.toMatchObject({ code: 'PANDA.REFUSED', source: 'ODD2_ONE1.SHORT' });
    expect(await after).toBe('after');
    const ascii = client.setTable('ODD2_ONE1.SHORT', new Uint32Array(10), { form: 'ascii' });
    await expect(ascii).rejects.toMatchObject({ reason: 'Too many points for table' });
    await expect(client.setTable('ODD2_ONE1.SHORT', new Uint32Array(3))).rejects.toMatchObject({
      reason: 'Table write is not a whole number of rows',
    });
  });

  it('that is none is refused after its data', async () => {
    await expect(client.setTable('ODD2_ONE1.P_UINT', Uint32Array.of(1, 2, 3))).rejects.toMatchObject({
      reason: 'Field is not a table',
    });
    expect(await client.get('*ECHO after')).toBe('after');
  });
});

describe('changes', () => {
  it('are everything at first, then what changed', async () => {
    await client.resetChanges('start');
    const all = await client.changes();
    expect(all.length).toBeGreaterThan(80);
    expect(await client.changes('CONFIG')).toEqual([]);
    await client.set('ODD2_ONE1.P_UINT', '7');
    await client.setTable('ODD2_ONE1.SHORT', new Uint32Array(2));
    expect(await client.changes('CONFIG')).toEqual([{ kind: 'value', name: 'ODD2_ONE1.P_UINT', value: '7' }]);
    expect(await client.changes('TABLE')).toEqual([{ kind: 'table', name: 'ODD2_ONE1.SHORT' }]);
  });

  it('can be skipped, and told again', async () => {
    await client.set('ODD2_ONE1.P_UINT', '8');
    await client.resetChanges('now');
    expect(await client.changes('CONFIG')).toEqual([]);
    await client.resetChanges('start', 'CONFIG');
    expect((await client.changes('CONFIG')).length).toBeGreaterThan(10);
    expect(sim.asked.sets.slice(1)).toEqual(['*CHANGES=E', '*CHANGES.CONFIG=S']);
  });

  it('say where there is no value', async () => {
    sim.fpga.setReadout('ODD2_ONE', 0, 'R_ENUM', 9);
    await client.resetChanges('start', 'READ');
    expect(await client.changes('READ')).toContainEqual({ kind: 'error', name: 'ODD2_ONE1.R_ENUM' });
    sim.fpga.setReadout('ODD2_ONE', 0, 'R_ENUM', 0);
  });
});
