import { connectAll, defineDevice, type Device, type Registry } from '@devgen/runtime';
import { pva } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';

const One = defineDevice({ id: 'epics:One', members: { x: { kind: 'r', source: ':x', type: 'f64' } } });
const database = (value: number): string => `record(ao, "D:x") { field(VAL, "${value}") field(PINI, "YES") }`;

describe('an address', () => {
  it('is a prefix, which several connectors may have: in full it names one', async () => {
    const [one, two] = await Promise.all([startIoc(database(1)), startIoc(database(2))]);
    const [first, second] = [pva(`127.0.0.1:${one.udp}`), pva(`pva://127.0.0.1:${two.udp}`)];
    expect(second.authority).toBe(`127.0.0.1:${two.udp}`);
    const via = [first, second];
    await expect(connectAll({ d: new One('D') }, { via })).rejects.toThrow(/ADDRESS\.AMBIGUOUS/);
    const tree = { a: new One(`pva://127.0.0.1:${one.udp}/D`), b: new One(`pva://127.0.0.1:${two.udp}/D`) };
    const { a, b } = await connectAll(tree, { via });
    expect([await a.x.get(), await b.x.get()]).toEqual([1, 2]);
    expect(a.x.source).toBe('pva://D:x');
    const { c } = await connectAll({ c: new One('pva://D') }, { via: [second] });
    expect(await c.x.get()).toBe(2);
    await Promise.all([first.close(), second.close()]);
    await Promise.all([one.stop(), two.stop()]);
  });

  it('of another scheme is none of it', () => {
    const connector = pva('127.0.0.1');
    const claims = ['ca://D', 'tango://db:10000/a/b/c', 'D', 'CA:D', 'pva://D', 'PVA://D', 'pva://127.0.0.1:5076/D'];
    expect(claims.map((address) => connector.claims(address))).toEqual([
      'no',
      'no',
      'maybe',
      'maybe',
      'maybe',
      'maybe',
      'yes',
    ]);
  });

  it('is refused where it says nothing to search at', () => {
    expect(() => pva('10.0.0.1:99999')).toThrow(expect.objectContaining({ code: 'ADDRESS.UNKNOWN' }));
    expect(pva(undefined, { environment: { EPICS_PVA_AUTO_ADDR_LIST: 'NO' } }).authority).toBe('nowhere');
  });

  it('is what a generated package calls a device', async () => {
    const registry: Registry<{ readonly D: Device }> = {
      source: 'epics',
      table: async () => ({ devices: { epics: { D: 'One' } }, classes: { One: async () => ({ One }) } }),
    };
    const ioc = await startIoc(database(3));
    const connector = pva(undefined, { environment: ioc.environment, registry });
    const device = (await connector.device('D')) as InstanceType<typeof One>;
    await device.$connect({ via: [connector] });
    expect(await device.x.get()).toBe(3);
    await connector.close();
    await ioc.stop();
  });
});
