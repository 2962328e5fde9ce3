import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAll, type DataKey, Device, type SignalR } from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { pva } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { startCaIoc } from '../../peers/ca-server.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { describedByOphyd, type OphydKey } from '../../peers/ophyd-describe.ts';
import { ophydDatabases } from '../../peers/shipped-databases.ts';
import { pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';
import { specOf } from './shown.ts';

const records = (name: string): string =>
  readFileSync(join(ophydDatabases(), `testing/_epics_test_${name}_records.db`), 'utf8').replaceAll('$(device)', 'T:');

/** Where ophyd-async's class asks for another type than the PV has, and a record that is here a command. */
const OTHERWISE = ['float_prec_0', 'longstr', 'longstr2.VAL$', 'mbb_direct.B0', 'mbb_direct_rw.B0', 'slowseq'];

interface Described {
  readonly ours: Readonly<Record<string, DataKey | undefined>>;
  readonly theirs: Readonly<Record<string, OphydKey>>;
}

/** What both say of the records that ophyd-async's wheel ships for its own tests, served by one IOC. */
async function describedByBoth(wire: 'ca' | 'pva'): Promise<Described> {
  const [one, all] = [records('ca'), `${records('ca')}\n${records('pva')}`];
  const ioc = wire === 'ca' ? await running(startCaIoc(one)) : await running(startIoc(all));
  const theirs = await describedByOphyd(wire, ioc, 'T:');
  const pvs = Object.keys(theirs);
  const options = { pvs, devices: [{ pv: 'T:$(member)', class: 'Test' }] };
  const pulled = await pullEpics({ address: `${wire}://${ioc.endpoint}`, options });
  class Test extends Device {
    static override readonly spec = specOf(pulled, 'T');
  }
  const { environment } = ioc;
  const via = wire === 'ca' ? ca(undefined, { environment }) : pva(undefined, { environment });
  const { device } = await connectAll({ device: new Test('T') }, { via: [via] });
  expect(device.$findings).toEqual([]);
  const ours: Record<string, DataKey | undefined> = {};
  for (const pv of pvs) {
    const signal: SignalR<unknown> | undefined = Reflect.get(device, pv.slice('T'.length));
    ours[pv.slice('T:'.length)] = await signal?.describe();
  }
  await via.close();
  return { ours, theirs: Object.fromEntries(pvs.map((pv) => [pv.slice('T:'.length), theirs[pv]!])) };
}

/** What both have words for. A flag of theirs is a choice of two here, and a length that may change no length. */
function told({ dtype, dtype_numpy: numpy, units, precision, choices, limits, shape }: DataKey | OphydKey): unknown {
  const isFlag = dtype === 'boolean' || (choices !== undefined && choices.length === 2);
  const isNumber = dtype === 'number' || (typeof numpy === 'string' && /f/.test(numpy));
  return {
    dtype: isFlag ? 'boolean' : dtype,
    rank: shape.length,
    elements: dtype === 'array' && typeof numpy === 'string' && /[iuf]\d/.test(numpy) ? numpy : '',
    units: units ?? '',
    precision: isNumber ? precision : undefined,
    choices: isFlag ? [] : (choices ?? []),
    limits: limits ?? {},
  };
}

describe.each(['ca', 'pva'] as const)('over %s', (wire) => {
  it('a PV says what it says to ophyd-async: type, units, digits, choices and all limits', async () => {
    const { ours, theirs } = await describedByBoth(wire);
    const names = Object.keys(theirs).filter((name) => !OTHERWISE.includes(name));
    expect(names.length).toBeGreaterThan(wire === 'ca' ? 15 : 20);
    const images: readonly string[] = names.filter((name) => name === 'ntndarray');
    const compared = names.filter((name) => !images.includes(name));
    const kept = (keys: Readonly<Record<string, DataKey | OphydKey | undefined>>): unknown =>
      Object.fromEntries(compared.map((name) => [name, keys[name] && told(keys[name])]));
    expect(kept(ours)).toEqual(kept(theirs));
    // Every kind of limit is among them.
    const kinds = new Set(compared.flatMap((name) => Object.keys(theirs[name]?.limits ?? {})));
    expect([...kinds].toSorted()).toEqual(['alarm', 'control', 'display', 'warning']);
    for (const name of images) expect(ours[name]?.dtype).toBe('array');
  });
});
