import { type Connector, connectAll, defineDevice, mock, mockOf, soft, type DeviceSpec } from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { pva } from '@devgen/runtime/pva';
import { tango } from '@devgen/runtime/tango';
import { afterEach, describe, expect, it } from 'vitest';
import { startFacility } from '../../src/sim/tango/facility/facility.ts';
import { startCaIoc } from '../peers/ca-server.ts';
import { startIoc } from '../peers/epics-ioc.ts';
import { records } from '../peers/epics-records.ts';
import { mover, type MoverIo } from './mover.ts';
import { startPyServer } from '../peers/py-server.ts';
import { movingClass } from './moving-class.ts';

const epics = {
  id: 'epics:Motor',
  members: {
    position: { kind: 'rw', source: ':RBV', write: ':VAL', type: 'f64' },
    done: { kind: 'r', source: ':DMOV', type: 'i32' },
    stop: { kind: 'command', source: ':STOP.PROC' },
  },
} as const satisfies DeviceSpec;
const others = {
  id: 'tango:Moving',
  members: {
    position: { kind: 'rw', source: 'position', type: 'f64' },
    done: { kind: 'r', source: 'done', type: 'bool' },
    stop: { kind: 'command', source: 'Stop' },
  },
} as const satisfies DeviceSpec;
const EpicsMotor = defineDevice(epics);
const Moving = defineDevice(others);

/** Milliseconds that a move takes. */
const TRAVEL = 5;
const COUNT = 1_000;
/** Of each move, that it has begun and that it is done. */
const EDGES = Array.from({ length: 2 * COUNT }, (_, index) => index % 2 === 1);

function motorRecords(prefix: string, delay: number): string {
  return records('motor.db').replaceAll('$(P)', `${prefix}:`).replaceAll('$(DELAY)', String(delay));
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function over(connector: Connector): Promise<Connector> {
  ends.push(() => connector.close());
  return connector;
}

/** Watches `done` beside the logic: what it said, from the first word on. */
async function watch({ done }: MoverIo): Promise<{ readonly edges: () => readonly boolean[]; end(): Promise<void> }> {
  const seen: boolean[] = [];
  const readings = done.observe({ queue: 100_000, period: 20 });
  await readings.next();
  const watching = (async () => {
    for await (const reading of readings) if (reading.ok) seen.push(Boolean(reading.value));
  })();
  return {
    edges: () => seen,
    end: async () => {
      await readings.return?.();
      await watching;
    },
  };
}

/** Moves to and fro; after each move it stands there. */
async function moveAround(io: MoverIo, count: number): Promise<void> {
  const { move, stop } = mover(io);
  for (let index = 1; index <= count; index++) {
    await move(index / 100);
    expect(Boolean(await io.done.get({ fresh: true }))).toBe(true);
  }
  expect(await io.position.setpoint()).toBe(count / 100);
  await stop();
}

/** What was posted in what order, by a motor that is moved a thousand times while it tells its position at full rate. */
async function moveOften(connector: Connector): Promise<readonly boolean[]> {
  const { motor } = await connectAll({ motor: new EpicsMotor('M1') }, { via: [await over(connector)] });
  const [watched, positions] = [await watch(motor), motor.position.observe({ queue: 10 })];
  await positions.next();
  await moveAround(motor, COUNT);
  await expect.poll(() => watched.edges().length, { timeout: 5_000 }).toBe(2 * COUNT);
  expect((await positions.next()).value).toMatchObject({ ok: true });
  await Promise.all([watched.end(), positions.return?.()]);
  return watched.edges();
}

describe('the logic of a mover', { timeout: 90_000 }, () => {
  it('runs over soft signals', async () => {
    const system = soft({
      motor: {
        spec: others,
        members: {
          position: {
            set: async (value) => {
              system.set('motor', 'done', false);
              await new Promise((resolve) => setTimeout(resolve, TRAVEL));
              system.set('motor', 'done', true);
              return value;
            },
          },
          done: { initial: true },
        },
      },
    });
    const { motor } = await connectAll({ motor: new Moving('motor') }, { via: [await over(system)] });
    await moveAround(motor, 20);
  });

  it('runs over a mock', async () => {
    const { motor } = await connectAll({ motor: new Moving('any') }, { via: [await over(mock())] });
    mockOf(motor.done).set(true);
    mockOf(motor.position).onPut((value) => {
      mockOf(motor.done).set(false);
      setTimeout(() => mockOf(motor.done).set(true), TRAVEL);
      return value;
    });
    await moveAround(motor, 20);
    expect(mockOf(motor.position).puts).toHaveLength(20);
  });

  it('runs over Tango, on a PyTango server', async () => {
    const server = await startPyServer('moving.py', { devices: [{ name: 'test/moving/1', class: 'Moving' }] });
    ends.push(() => server.stop());
    const connector = await over(tango(`tango://${server.host}:${server.port}#dbase=no`, { environment: {} }));
    const { motor } = await connectAll({ motor: new Moving('test/moving/1') }, { via: [connector] });
    await moveAround(motor, 20);
  });

  it('runs over Tango, on the embedded facility', async () => {
    const servers = [{ name: 'Moving/test', devices: [{ name: 'test/moving/1', class: movingClass(TRAVEL) }] }];
    const facility = await startFacility({ servers });
    ends.push(() => facility.close());
    const connector = await over(tango(`tango://${facility.tangoHost}`, { environment: {} }));
    const { motor } = await connectAll({ motor: new Moving('test/moving/1') }, { via: [connector] });
    await moveAround(motor, 20);
  });

  it.each([
    ['pvxs', 0.002],
    ['pvxs', 0],
    ['pvaccess', 0.002],
  ] as const)('runs over PV Access, %s: a thousand moves of %d s, and no edge is missed', async (server, delay) => {
    const ioc = await startIoc(motorRecords('M1', delay), { server });
    ends.push(() => ioc.stop());
    expect(await moveOften(pva(undefined, { environment: ioc.environment }))).toEqual(EDGES);
  });

  it.each([0.002, 0])('runs over Channel Access: a thousand moves of %d s, and no edge is missed', async (delay) => {
    const ioc = await startCaIoc(motorRecords('M1', delay));
    ends.push(() => ioc.stop());
    expect(await moveOften(ca(undefined, { environment: ioc.environment }))).toEqual(EDGES);
  });
});
