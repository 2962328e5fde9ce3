import { type Command, connectAll, Device, getMany, type SignalRW, waitForValue } from '@devgen/runtime';
import { PandaClient } from '@devgen/runtime/panda';
import { pandaIoc } from '@devgen/runtime/panda-ioc';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaves } from '../../../src/runtime/core/support/flatten.ts';
import { type PandaIoc, startFastcsPanda, startPandablocksIoc } from '../../peers/panda-ioc.ts';
import { type PandaProcess, startPandaProcess } from '../../peers/panda-process.ts';
import { connectBoth, memberOf, specOfBox, type TwoRoutes } from './boxes.ts';

const iocs = [
  ['PandABlocks-ioc', startPandablocksIoc],
  ['fastcs-PandABlocks', startFastcsPanda],
] as const;

describe.each(iocs)('the class of a box, over %s', (name, start) => {
  const isFastcs = name.startsWith('fastcs');
  let box: PandaProcess;
  let ioc: PandaIoc;
  let routes: TwoRoutes;
  const behind = <T>(path: string): SignalRW<T> => memberOf<SignalRW<T>>(routes.behind, path);
  /** What the box itself says. An IOC may have sent it on a moment ago. */
  const seen = (query: string, value: string): Promise<void> =>
    expect.poll(() => routes.hand.get(query), { timeout: 5_000 }).toBe(value);

  beforeAll(async () => {
    box = await startPandaProcess();
    ioc = await start(box.host);
    routes = await connectBoth(box, ioc);
  }, 120_000);
  afterAll(async () => {
    await routes?.close();
    await ioc?.stop();
    await box?.stop();
  });

  it('connects whole, and reads what the box reads', async () => {
    const paths = [...leaves(Object.values(await specOfBox(routes.hand).then(({ members }) => members)))]
      .filter(({ spec }) => spec.kind === 'r' || spec.kind === 'rw')
      .map(({ path, spec }) => [...path, spec.source].join('/'));
    expect(paths.length).toBeGreaterThan(700);
    const [own, others] = await Promise.all(
      [routes.direct, routes.behind].map((device) => getMany(paths.map((path) => memberOf(device, path)))),
    );
    const told = paths.map((path, index) => [path, own![index]!, others![index]!] as const);
    const unserved = told.filter(([, , there]) => !there.ok).map(([path]) => path);
    const odd = told.filter(([, here, there]) => there.ok && here.ok && !isAlike(here.value, there.value));
    // Without a label of its own a block has its description there.
    expect(
      odd
        .filter(([path]) => !path.endsWith('/LABEL'))
        .map(([path, here, there]) => [path, here.ok && here.value, there.ok && there.value]),
    ).toEqual([]);
    const rest = isFastcs ? /^\*|\.UNITS$|LABEL$/ : /^\*|\.SCALED$/;
    expect(unserved.filter((path) => !rest.test(path))).toEqual([]);
  });

  it('sets a unit, a value and a multiplexer', async () => {
    await behind('PULSE/1/WIDTH.UNITS').set('ms');
    await seen('PULSE1.WIDTH.UNITS', 'ms');
    await behind('PULSE/1/WIDTH').set(5);
    await seen('PULSE1.WIDTH', '5');
    await waitForValue(behind('PULSE/1/WIDTH'), 5, { deadline: 5_000 });
    await expect.poll(() => behind('PULSE/1/WIDTH').meta.units).toBe('ms');
    await behind('PULSE/1/TRIG').set('BITS.OUTA');
    await seen('PULSE1.TRIG', 'BITS.OUTA');
    await behind('BITS/A').set(true);
    await seen('BITS.A', '1');
  });

  it('refuses a label that the class does not have, before anything is sent', async () => {
    await expect(behind('PULSE/1/TRIG').set('SEQ9.OUTA')).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN' });
    expect(await routes.hand.get('PULSE1.TRIG')).toBe('BITS.OUTA');
  });

  it('writes a table that the box reads, and reads it as the box does', async () => {
    const off = [false, false];
    const table = {
      repeats: Uint16Array.of(1, 3),
      trigger: ['Immediate', 'POSA>=POSITION'],
      position: Int32Array.of(0, -5),
      time1: Uint32Array.of(0, 10),
      time2: Uint32Array.of(2, 20),
      ...Object.fromEntries([1, 2].flatMap((phase) => [...'abcdef'].map((line) => [`out${line}${phase}`, off]))),
      outa1: [false, true],
    };
    await behind('SEQ/1/TABLE').set(table);
    const direct = memberOf<SignalRW<unknown>>(routes.direct, 'SEQ/1/TABLE');
    await expect.poll(() => direct.get(), { timeout: 5_000 }).toEqual(table);
    await expect.poll(() => behind('SEQ/1/TABLE').get(), { timeout: 5_000 }).toEqual(table);
  });

  it('sets what is captured, where the IOC tells the box', async () => {
    const setting = behind<readonly string[]>('INENC/1/VAL.CAPTURE').set(['Value']);
    if (!isFastcs) return expect(setting.then(() => routes.hand.get('INENC1.VAL.CAPTURE'))).resolves.toBe('Value');
    await expect(setting).rejects.toMatchObject({ code: 'MEMBER.KIND' });
    await expect(setting).rejects.toThrow('the box never hears');
    await routes.hand.set('INENC1.VAL.CAPTURE', 'Value');
    await waitForValue(behind('INENC/1/VAL.CAPTURE'), ['Value'], { deadline: 10_000 });
  });

  it('arms, follows, and disarms', async () => {
    await behind('PCAP/ENABLE').set('ONE');
    const active = behind<boolean>('PCAP/ACTIVE');
    await memberOf<Command<void, void>>(routes.behind, 'PCAP/ARM()').execute();
    await waitForValue(active, true, { deadline: 10_000 });
    await memberOf<Command<void, void>>(routes.behind, 'PCAP/DISARM()').execute();
    await waitForValue(active, false, { deadline: 10_000 });
    await seen('*PCAP.STATUS', 'Idle 0 0');
  });

  it('says why what the IOC does not serve cannot be used', async () => {
    const identity = behind('*IDN').get();
    await expect(identity).rejects.toMatchObject({ code: 'MEMBER.KIND' });
    await expect(identity).rejects.toThrow('the IOC does not serve the metadata of the box');
    const label = behind<string>('PULSE/1/LABEL');
    if (isFastcs) await expect(label.set('mine')).rejects.toThrow('the IOC serves no labels of numbered blocks');
    else {
      await label.set('mine');
      await seen('*METADATA.LABEL_PULSE1', 'mine');
    }
  });

  it('is told of an IOC that is gone', async () => {
    const states: string[] = [];
    routes.behind.$onState(({ state }) => states.push(state));
    await ioc.stop();
    await expect.poll(() => states, { timeout: 20_000 }).toEqual(['lost']);
    await expect(behind('PULSE/1/WIDTH').get()).rejects.toMatchObject({ code: 'LINK.LOST' });
  }, 60_000);
});

it('a class of another box is refused in one report', async () => {
  const [mine, other] = [await startPandaProcess(), await startPandaProcess(['--firmware', 'zedboard-no-fmc'])];
  const hand = new PandaClient(other.host);
  const spec = await specOfBox(hand);
  const ioc = await startPandablocksIoc(mine.host);
  const via = pandaIoc(ioc.prefix, { environment: ioc.env });
  class Box extends Device {
    static override readonly spec = spec;
  }
  try {
    const connecting = connectAll({ box: new Box(ioc.prefix) }, { via: [via], deadline: 30_000 });
    await expect(connecting).rejects.toThrow(/1 of 1 did not connect[\s\S]*MEMBER\.KIND[\s\S]*COUNTER/);
  } finally {
    await via.close();
    await ioc.stop();
    await hand.close();
    await Promise.all([mine.stop(), other.stop()]);
  }
}, 120_000);

describe('an address', () => {
  const via = pandaIoc('BL01-PANDA', { search: '127.0.0.1:9' });
  afterAll(() => via.close());

  it('is the prefix, with or without scheme and colon', () => {
    expect(['BL01-PANDA', 'BL01-PANDA:', 'pva://BL01-PANDA', 'BL02-PANDA'].map((each) => via.claims(each))).toEqual([
      'yes',
      'yes',
      'yes',
      'no',
    ]);
    expect(() => pandaIoc('')).toThrow(expect.objectContaining({ code: 'ADDRESS.UNKNOWN' }));
  });
});

/** Values as the class has them; a number that a record keeps as a double has its digits. */
function isAlike(here: unknown, there: unknown): boolean {
  return JSON.stringify(here) === JSON.stringify(there);
}
