import {
  connectAll,
  connectSettled,
  defineDevice,
  openDevice,
  type SignalR,
  type SignalSpec,
  type ValueType,
  waitForValue,
} from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversionFor } from '../../../../src/runtime/ca/connector/values/conversion.ts';
import { type CaServerPeer, startCaIoc, startCaproto } from '../../../peers/ca-server.ts';
import { readOnlyGroup, records } from '../../../peers/epics-records.ts';
import { withConnector } from './with-connector.ts';

let ioc: CaServerPeer;
beforeAll(async () => {
  const signed = 'record(waveform, "T:wf:one") { field(FTVL, "DOUBLE") field(NELM, "1") }\n';
  ioc = await startCaIoc(records('every-type.db') + signed, { access: readOnlyGroup });
});
afterAll(() => ioc.stop());

/** What a class may declare of each record, as it would be over PV Access, and a value of it. */
const WANTED: readonly (readonly [source: string, type: ValueType, value: unknown])[] = [
  ['ao', 'f64', -1.5],
  ['longout', 'i32', -7],
  ['int64out', 'i64', 2n ** 62n + 1n],
  ['stringout', 'str', 'short'],
  ['lso', 'str', 'y'.repeat(200)],
  ['wf:text', 'str', 'characters'],
  ['bo', 'bool', true],
  ['mbboDirect', 'u32', 5],
  ['aao', 'f64[]', Float64Array.of(1, 2)],
  ['wf:one', 'f64[]', Float64Array.of(7)],
  ['wf:double', 'f64[]', new Float64Array(0)],
  ['wf:char', 'i8[]', Int8Array.of(-1, 2)],
  ['wf:uchar', 'u8[]', Uint8Array.of(255, 2)],
  ['wf:short', 'i16[]', Int16Array.of(-1, 2)],
  ['wf:ushort', 'u16[]', Uint16Array.of(65_535, 2)],
  ['wf:long', 'i32[]', Int32Array.of(-1, 2)],
  ['wf:ulong', 'u32[]', Uint32Array.of(4_294_967_295, 2)],
  ['wf:int64', 'i64[]', BigInt64Array.of(-(2n ** 62n) - 1n, 2n)],
  ['wf:uint64', 'u64[]', BigUint64Array.of(2n ** 64n - 1n)],
  ['wf:float', 'f32[]', Float32Array.of(-1.5)],
  ['wf:string', 'str[]', ['a', '', 'b']],
];

const Wanted = defineDevice({
  id: 'epics:Wanted',
  members: Object.fromEntries(
    WANTED.map(([source, type]): [string, SignalSpec] => [source, { kind: 'rw', source, type }]),
  ),
});

describe('a class over Channel Access', () => {
  it('has the types that it declares, where the wire can only tell wider ones', () =>
    withConnector(ioc, async (connector) => {
      const { device } = await connectAll({ device: new Wanted('T:') }, { via: [connector] });
      expect(device.$findings).toEqual([]);
      const signals = device as unknown as Record<string, { get(): Promise<unknown>; set(v: unknown): Promise<void> }>;
      for (const [source, , value] of WANTED) {
        if ((value as ArrayLike<unknown>).length !== 0) await signals[source]!.set(value);
        expect([source, await signals[source]!.get()]).toEqual([source, value]);
      }
    }));

  it('says what does not fit, and gives no value that is none', () =>
    withConnector(ioc, async (connector) => {
      const Odd = defineDevice({
        id: 'epics:Odd',
        members: {
          ai: { kind: 'r', source: 'ai', type: 'u16' },
          big: { kind: 'rw', source: 'longout', type: 'bool' },
        },
      });
      const { odd } = await connectAll({ odd: new Odd('T:') }, { via: [connector] });
      expect(await odd.ai.reading()).toMatchObject({
        ok: false,
        error: { code: 'VALUE.TYPE', source: 'ca://T:ai', actual: 1.5 },
      });
      await expect(odd.ai.get()).rejects.toMatchObject({ code: 'VALUE.TYPE', member: 'odd.ai' });
    }));

  it('is refused where the wire says something else, and told all of it', () =>
    withConnector(ioc, async (connector) => {
      const Wrong = defineDevice({
        id: 'epics:Wrong',
        members: {
          text: { kind: 'rw', source: 'stringout', type: 'f64' },
          rank: { kind: 'rw', source: 'wf:double', type: 'f64' },
          labels: { kind: 'rw', source: 'mbbo', type: 'enum', labels: ['zero', 'two'] },
          guarded: { kind: 'rw', source: 'guarded', type: 'f64' },
          missing: { kind: 'r', source: 'missing', type: 'f64' },
        },
      });
      const { wrong } = await connectSettled({ wrong: new Wrong('T:') }, { via: [connector] });
      const message = wrong.ok ? '' : wrong.error.message;
      for (const line of [
        'text: MEMBER.TYPE expected f64, found str',
        'rank: MEMBER.SHAPE',
        'labels: MEMBER.LABELS',
        'guarded: MEMBER.KIND expected rw, found r',
        'missing: MEMBER.MISSING',
      ]) {
        expect(message).toContain(line);
      }
    }));

  it('serves the same class as PV Access does, prefix and scheme as they are written', () =>
    withConnector(ioc, async (connector) => {
      const Motor = defineDevice({ id: 'epics:Ai', members: { prec: { kind: 'r', source: '.PREC', type: 'i16' } } });
      for (const address of ['T:ai', 'ca://T:ai', `ca://${connector.authority}/T:ai`]) {
        const { motor } = await connectAll({ motor: new Motor(address) }, { via: [connector] });
        expect([await motor.prec.get(), motor.prec.source]).toEqual([3, 'ca://T:ai.PREC']);
      }
      expect([connector.scheme, connector.world]).toEqual(['ca', 'epics']);
    }));
});

describe('a PV without a class', () => {
  it.each([
    ['T:ai', 'f64', 1.5],
    ['T:stringin', 'str', 'text'],
    ['T:lsi', 'str', 'a long text'],
    ['T:wf:uchar', 'u8[]', expect.any(Uint8Array)],
    ['T:mbbi', 'enum', 'two'],
    ['T:longin', 'i32', -7],
  ])('%s is what the wire says: %s', (name, type, value) =>
    withConnector(ioc, async (connector) => {
      const device = await openDevice(name, { via: [connector] });
      const signal = device.$extras.get('value') as unknown as SignalR<unknown>;
      expect(signal.type).toBe(type);
      expect(await signal.get()).toEqual(value);
      await device.$dispose();
    }),
  );
});

describe('labels that cannot be told apart', () => {
  it('make a number', () => {
    for (const labels of [undefined, [], ['', 'a'], ['a', 'a']]) {
      const conversion = conversionFor({ type: 'enum', count: 1 }, labels, undefined);
      expect([conversion.spec, conversion.read(1, labels)]).toEqual([{ type: 'enum' }, 1]);
    }
    expect(() => conversionFor({ type: 'enum', count: 1 }, ['a', 'b'], undefined).write('c', ['a', 'b'])).toThrow(
      expect.objectContaining({ code: 'VALUE.LABEL_UNKNOWN' }),
    );
  });
});

describe('servers of others', () => {
  it('serve a motor of caproto', async () => {
    const motors = await startCaproto('fake_motor_record');
    try {
      await withConnector(motors, async (connector) => {
        const Motor = defineDevice({
          id: 'epics:motor',
          members: {
            position: { kind: 'rw', source: '.RBV', write: '.VAL', type: 'f64' },
            units: { kind: 'rw', source: '.EGU', type: 'str' },
            doneMoving: { kind: 'r', source: '.DMOV', type: 'i16' },
            stop: { kind: 'command', source: '.STOP' },
          },
        });
        const { motor } = await connectAll({ motor: new Motor('sim:mtr1') }, { via: [connector] });
        await motor.position.set(0.5);
        expect(await motor.position.setpoint()).toBe(0.5);
        await motor.stop.execute();
        await motor.units.set('mm');
        expect(await motor.units.get()).toBe('mm');
        await waitForValue(motor.doneMoving, 1);
        await motor.$dispose();
      });
    } finally {
      await motors.stop();
    }
  });
});

describe('ca()', () => {
  it('searches at the addresses that it is given and nowhere else', async () => {
    const connector = ca(ioc.endpoint, { environment: { EPICS_CA_ADDR_LIST: '10.9.9.9' } });
    expect(connector.authority).toBe(ioc.endpoint);
    await connector.close();
    expect(ca('', { environment: {} }).authority).toBe('nowhere');
    expect(() => ca('1.2.3.4:x')).toThrow(expect.objectContaining({ code: 'ADDRESS.UNKNOWN' }));
  });
});
