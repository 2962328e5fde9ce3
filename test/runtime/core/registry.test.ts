import type { Device, Registry } from '@devgen/runtime';
import { panda } from '@devgen/runtime/panda';
import { tango } from '@devgen/runtime/tango';
import { expect, it } from 'vitest';
import { db } from '../../../generated/facility/registry.ts';
import { SimMotor } from '../../../generated/facility/sim-motor.ts';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const open = (): ReturnType<typeof tango<typeof db extends Registry<infer D> ? D : never>> =>
  tango('db:10000', { registry: db });

it('loads the class of a device, and nothing but that', async () => {
  const facility = open();
  expect(await facility.load('lab/motor/x')).toBe(SimMotor);
  const motor = await facility.device('lab/motor/x');
  expect(motor).toBeInstanceOf(SimMotor);
  expect(motor.$address).toBe('tango://db:10000/lab/motor/x');
  expect(motor.$state.state).toBe('new');
});

it('folds case as the control system does', async () => {
  const name: string = 'LAB/Motor/X';
  expect(await open().load(name as 'lab/motor/x')).toBe(SimMotor);
});

it('makes devices on demand, by a glob, in the order of their names', async () => {
  const facility = open();
  const addresses = (await all(facility.devices('lab/*/1'))).map(({ $address }) => $address);
  expect(addresses).toEqual(['camera', 'power', 'temperature'].map((kind) => `tango://db:10000/lab/${kind}/1`));
  expect(await all(facility.devices('lab/*'))).toEqual([]);
  expect((await all(facility.devices())).length).toBe(8);
  // Each is a new one.
  const [first, second] = [await facility.device('lab/motor/x'), await facility.device('lab/motor/x')];
  expect(first).not.toBe(second);
});

it('loads a module when its first device is asked for', async () => {
  const loaded: string[] = [];
  const registry: Registry<{ readonly a: Device; readonly b: Device }> = {
    source: 'db',
    table: () =>
      Promise.resolve({
        devices: { db: { a: 'SimMotor', b: 'SimMotor' } },
        classes: {
          SimMotor: () => {
            loaded.push('SimMotor');
            return Promise.resolve({ SimMotor });
          },
        },
      }),
  };
  const facility = tango('db:10000', { registry });
  expect(loaded).toEqual([]);
  const devices = facility.devices()[Symbol.asyncIterator]();
  expect(loaded).toEqual([]);
  await devices.next();
  expect(loaded).toEqual(['SimMotor']);
});

it('names what it does not know, and what is like it', async () => {
  const name: string = 'lab/motor/z';
  await expect(open().load(name as 'lab/motor/x')).rejects.toMatchObject({
    code: 'REGISTRY.UNKNOWN',
    device: 'lab/motor/z',
    source: 'db',
    hint: expect.stringMatching(/^Is it lab\/motor\/[xy]\? devgen pull /),
  });
  for (const hostile of ['__proto__', 'constructor', 'toString', ''])
    await expect(open().load(hostile as 'lab/motor/x')).rejects.toMatchObject({ code: 'REGISTRY.UNKNOWN' });
});

it('tells of a table that names a class which is not there', async () => {
  for (const classes of [{}, { Gone: () => Promise.resolve({}) }] as const) {
    const registry: Registry<{ readonly a: Device }> = {
      source: 'db',
      table: () => Promise.resolve({ devices: { db: { a: 'Gone' } }, classes }),
    };
    await expect(tango('db:10000', { registry }).load('a')).rejects.toMatchObject({
      code: 'REGISTRY.CLASS',
      device: 'a',
      hint: 'devgen check',
    });
  }
});

it('asks for the table again after it could not be loaded', async () => {
  let asked = 0;
  const registry: Registry<{ readonly a: Device }> = {
    source: 'box',
    table: () => {
      asked += 1;
      if (asked === 1) return Promise.reject(new Error('offline'));
      return Promise.resolve({ devices: { box: { a: 'A' } }, classes: { A: () => Promise.resolve({ A: SimMotor }) } });
    },
  };
  const box = panda('a', { registry });
  await expect(box.load('a')).rejects.toThrow('offline');
  expect((await box.device('a')).$address).toBe('a');
});
