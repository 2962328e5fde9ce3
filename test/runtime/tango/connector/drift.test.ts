import {
  connectAll,
  connectSettled,
  type Connector,
  deadline,
  Device,
  type DeviceSpec,
  type Finding,
  type MemberSpec,
  type SignalRW,
} from '@devgen/runtime';
import { tango, TangoClient } from '@devgen/runtime/tango';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { startPyTangoDatabase } from '../../../peers/pytango-database.ts';
import type { TangoDatabase } from '../../../peers/tango-database.ts';

const dynamic = 'test/dynamic/1';
const all = 'test/all/1';
let db: TangoDatabase;
let server: DeviceServer;
let client: TangoClient;
let connector: Connector;

beforeAll(async () => {
  db = await startPyTangoDatabase();
  server = await startPyServer('dynamic.py', { db, devices: [{ name: dynamic, class: 'Dynamic' }] });
  await startPyServer('all_types.py', { db, devices: [{ name: all, class: 'AllTypes' }] });
  client = new TangoClient({ tangoHost: db.tangoHost });
  connector = tango(db.tangoHost, { period: 20, heartbeat: 50 });
});
afterAll(async () => {
  await connector.close();
  await client.close();
  await db.stop();
});

type Order = readonly [command: string, argument: unknown];

async function order(device: string, [command, argument]: Order): Promise<void> {
  const io = deadline(10_000);
  await client.device(device).command(command, argument, undefined, io);
  io.done();
}

function classOf(members: Readonly<Record<string, MemberSpec>>): { new (address: string): Device } {
  return class extends Device {
    static override readonly spec: DeviceSpec = { id: 'tango:Declared', members };
  };
}

interface Verdict {
  readonly connected: boolean;
  readonly findings: readonly Finding[];
  readonly message: string;
}

/** What a connect of a class with these members finds. */
async function verdictOf(device: string, members: Readonly<Record<string, MemberSpec>>): Promise<Verdict> {
  const tree = { x: new (classOf(members))(device) };
  const { x } = await connectSettled(tree, { via: [connector] });
  const findings = x.ok ? tree.x.$findings : 'findings' in x.error ? (x.error.findings as readonly Finding[]) : [];
  await tree.x.$dispose();
  return { connected: x.ok, findings, message: x.ok ? '' : x.error.message };
}

const told = (findings: readonly Finding[], members: readonly string[]): readonly string[] =>
  findings.flatMap(({ severity, rule, member }) => (members.includes(member) ? [`${severity} ${rule} ${member}`] : []));

const level: MemberSpec = { kind: 'rw', source: 'level', type: 'f64' };
const status: MemberSpec = { kind: 'r', source: 'Status', type: 'str' };
const mode: MemberSpec = { kind: 'rw', source: 'gear', type: 'enum', labels: ['Off', 'On'] };

describe('a server that changed while it ran', () => {
  it.each<[string, Order[], Record<string, MemberSpec>, boolean, string[]]>([
    ['nothing', [['Add', ['level', 'DevDouble']]], { level }, true, []],
    ['a type', [['Add', ['level', 'DevString']]], { level }, false, ['error MEMBER_TYPE level']],
    ['a member less', [['Remove', 'level']], { level }, false, ['error MEMBER_MISSING level']],
    [
      'another name',
      [['Add', ['levels', 'DevDouble']]],
      { level },
      false,
      ['error MEMBER_MISSING level', 'info MEMBER_EXTRA levels'],
    ],
    ['a member more', [['Add', ['level', 'DevDouble']]], { status }, true, ['info MEMBER_EXTRA level']],
    ['the same labels', [['AddEnum', ['gear', 'Off', 'On']]], { gear: mode }, true, []],
    [
      'a label more',
      [['AddEnum', ['gear', 'Off', 'On', 'Up']]],
      { gear: mode },
      true,
      ['warning ENUM_LABEL_ADDED gear'],
    ],
    ['labels turned', [['AddEnum', ['gear', 'On', 'Off']]], { gear: mode }, false, ['error ENUM_LABELS gear']],
    ['a label less', [['AddEnum', ['gear', 'Off']]], { gear: mode }, false, ['error ENUM_LABELS gear']],
    [
      'a command less',
      [],
      { park: { kind: 'command', source: 'Park', out: 'str' } },
      false,
      ['error MEMBER_MISSING park'],
    ],
    ['a command more', [['AddCommand', 'Park']], { status }, true, ['info MEMBER_EXTRA Park']],
    ['a command kept', [], { park: { kind: 'command', source: 'Park', out: 'str' } }, true, []],
    [
      'the result of a command',
      [],
      { park: { kind: 'command', source: 'Park', out: 'f64' } },
      false,
      ['error MEMBER_TYPE park'],
    ],
  ])('by %s', async (_, orders, members, connected, expected) => {
    for (const one of orders) await order(dynamic, one);
    const verdict = await verdictOf(dynamic, members);
    const names = [...Object.keys(members), 'level', 'levels', 'Park'];
    const own = told(verdict.findings, names).filter(
      (line) => expected.includes(line) || !line.startsWith('info MEMBER_EXTRA'),
    );
    expect([verdict.connected, own]).toEqual([connected, expected]);
  });

  it('and comes back without a member: only that one rejects', async () => {
    await order(dynamic, ['Add', ['level', 'DevDouble']]);
    class Known extends Device {
      declare readonly level: SignalRW<number>;
      declare readonly channel1: SignalRW<number>;
      static override readonly spec: DeviceSpec = {
        id: 'tango:Dynamic',
        members: { level, channel1: { kind: 'rw', source: 'channel_1', type: 'f64' } },
      };
    }
    const { x } = await connectAll({ x: new Known(dynamic) }, { via: [connector] });
    const states: string[] = [];
    x.$onState(({ state }) => states.push(state));
    await server.restart();
    await expect.poll(() => states, { timeout: 15_000 }).toEqual(['lost', 'connected']);
    await expect(x.level.get()).rejects.toMatchObject({
      code: 'MEMBER.MISSING',
      message: expect.stringContaining('x.level'),
    });
    expect(await x.channel1.get()).toBe(0);
    expect(x.$findings.map(({ rule, member }) => [rule, member])).toContainEqual(['MEMBER_MISSING', 'level']);
    await x.$dispose();
  });
});

describe('a class that is not of the device', () => {
  it('is told of every difference at once: kind, type, shape, labels and their order, what misses and what is more', async () => {
    const { connected, message } = await verdictOf(all, {
      readOnly: { kind: 'rw', source: 'double_scalar_ro', type: 'f64' },
      number: { kind: 'rw', source: 'string_scalar', type: 'f64' },
      scalar: { kind: 'rw', source: 'double_spectrum', type: 'f64' },
      row: { kind: 'rw', source: 'double_scalar', type: 'f64[]' },
      image: { kind: 'rw', source: 'long_spectrum', type: 'i32[][]' },
      turned: {
        kind: 'rw',
        source: 'enum_scalar',
        type: 'enum',
        labels: ['Running fast', 'Idle', 'Say "hi"', "it's", 'Fault'],
      },
      nowhere: { kind: 'r', source: 'nowhere', type: 'f64' },
      pair: { kind: 'command', source: 'EchoDevVarLongStringArray', in: 'str[]', out: 'str[]' },
      attribute: { kind: 'r', source: 'Nothing', type: 'f64' },
    });
    expect(connected).toBe(false);
    expect(message.split('\n')).toEqual([
      'test/all/1: 10 differences from tango:Declared',
      '  readOnly: MEMBER.KIND expected rw, found r',
      '  number: MEMBER.TYPE expected f64, found str',
      '  scalar: MEMBER.SHAPE expected f64, found f64[]',
      '  row: MEMBER.SHAPE expected f64[], found f64',
      '  image: MEMBER.SHAPE expected i32[][], found i32[]',
      `  turned: MEMBER.LABELS expected Running fast, Idle, Say "hi", it's, Fault, found Idle, Running fast, Say "hi", it's, Fault`,
      '  nowhere: MEMBER.MISSING no nowhere on the device',
      '  pair: MEMBER.TYPE expected in str[], found in struct',
      '  pair: MEMBER.TYPE expected out str[], found out struct',
      '  attribute: MEMBER.KIND expected r, found command',
      expect.stringMatching(/^ {2}on the device, not in the class: boolean_scalar, .+ and \d+ more$/),
      '  next: devgen pull test/all/1',
    ]);
  });

  it('is only warned of a member that can do more than it says', async () => {
    const verdict = await verdictOf(all, { level: { kind: 'r', source: 'double_scalar', type: 'f64' } });
    expect([verdict.connected, told(verdict.findings, ['level'])]).toEqual([true, ['warning MEMBER_KIND level']]);
  });
});
