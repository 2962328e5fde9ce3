import { connectAll, defineDevice, openDevice, type Reading } from '@devgen/runtime';
import { PvaClient } from '@devgen/runtime/pva';
import { Command } from '@devgen/runtime/pva/codec';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { PvaProxy } from '../../../peers/pva-proxy.ts';
import { freePvaPorts } from '../../../peers/pva-port.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { withConnector } from './with-connector.ts';

const labels = ['zero', 'one'] as const;
const Device = defineDevice({
  id: 'epics:Device',
  members: {
    level: { kind: 'rw', source: 'level', type: 'f64', units: 'mm' },
    mode: { kind: 'rw', source: 'mode', type: 'enum', labels },
    gone: { kind: 'r', source: 'gone', type: 'f64', optional: true },
  },
});
const database = `
  record(ao, "D:level") { field(VAL, "1") field(PINI, "YES") field(DRVL, "-10") field(DRVH, "10") field(EGU, "mm") }
  record(mbbo, "D:mode") { field(PINI, "YES") field(ZRST, "zero") field(ONST, "one") }
`;

/** The first reading that is as wanted. */
async function until(
  readings: AsyncIterator<Reading<unknown>>,
  wanted: (reading: Reading<unknown>) => boolean,
): Promise<Reading<unknown>> {
  for (;;) {
    const { value, done } = await readings.next();
    if (done === true) throw new Error('the observation ended');
    if (wanted(value)) return value;
  }
}

describe('what changes on a server', () => {
  let ioc: PvaServerPeer;
  let proxy: PvaProxy;
  let hand: PvaClient;
  beforeAll(async () => {
    ioc = await startIoc(database);
  });
  afterAll(() => ioc.stop());
  beforeEach(async () => {
    proxy = await PvaProxy.start(ioc);
    hand = new PvaClient({ environment: ioc.environment });
  });
  afterEach(async () => {
    await hand.close();
    await proxy.stop();
  });

  it('limits hold as they are now: who is outside of those known asks again, and what is outside is not sent', () =>
    withConnector(proxy, async (connector) => {
      const { device } = await connectAll({ device: new Device('D:') }, { via: [connector] });
      await expect(device.level.set(11)).rejects.toMatchObject({
        code: 'VALUE.LIMITS',
        member: 'device.level',
        expected: { low: -10, high: 10 },
        message: expect.stringContaining('11 is outside -10 to 10 mm'),
      });
      expect(proxy.count(Command.put).messages).toBe(0);
      await hand.channel('D:level.DRVH').put(20);
      await device.level.set(11);
      expect(await device.level.get()).toBe(11);
      expect(device.level.meta.limits).toEqual({ control: { low: -10, high: 20 } });
      await hand.channel('D:level.DRVH').put(10);
    }));

  it('metadata follows what is observed, and each get', () =>
    withConnector(proxy, async (connector) => {
      const { device } = await connectAll({ device: new Device('D:') }, { via: [connector] });
      const readings = device.level.observe();
      await readings.next();
      await hand.channel('D:level.EGU').put('um');
      // The IOC tells of properties without a value.
      await readings.next();
      expect(device.level.meta.units).toBe('um');
      await readings.return?.();
      await hand.channel('D:level.EGU').put('mm');
      await device.level.get();
      expect(device.level.meta.units).toBe('mm');
    }));

  it('choices follow: new labels are metadata, and only those that the class declares are values', () =>
    withConnector(proxy, async (connector) => {
      const { device } = await connectAll({ device: new Device('D:') }, { via: [connector] });
      const readings = device.mode.observe();
      expect((await readings.next()).value).toMatchObject({ value: 'zero' });
      await hand.channel('D:mode.ONST').put('uno');
      await until(readings, () => device.mode.meta.labels?.[1] === 'uno');
      await hand.channel('D:mode').put(1);
      expect(await until(readings, ({ ok }) => !ok)).toMatchObject({
        error: { code: 'VALUE.LABEL_UNKNOWN', actual: 'uno' },
      });
      await expect(device.mode.set('one')).rejects.toMatchObject({
        code: 'VALUE.LABEL_UNKNOWN',
        member: 'device.mode',
        message: expect.stringContaining('"zero", "uno"'),
      });
      await readings.return?.();
      await hand.channel('D:mode.ONST').put('one');
      await device.mode.get({ fresh: true });
      await device.mode.set('zero');
    }));

  it('an optional member is absent, and everything else is there', () =>
    withConnector(proxy, async (connector) => {
      const { device } = await connectAll({ device: new Device('D:') }, { via: [connector] });
      expect(device.gone).toBeUndefined();
      expect(device.$findings).toEqual([expect.objectContaining({ rule: 'MEMBER_ABSENT', member: 'gone' })]);
    }));

  it('a device without a class is its one PV', () =>
    withConnector(proxy, async (connector) => {
      const level = await openDevice('pva://D:level', { via: [connector] });
      expect([...level.$extras.keys()]).toEqual(['value']);
      expect(await (level.$extras.get('value') as typeof Device.prototype.level).reading()).toMatchObject({ ok: true });
      await expect(openDevice('D:none', { via: [connector], deadline: 1_500 })).rejects.toMatchObject({
        code: 'PVA.NOT_FOUND',
        message: expect.stringContaining('pva://D:none'),
      });
    }));
});

describe('an IOC that comes back as another', () => {
  it('is told as differences: what still fits works, what does not rejects, until it is as before', async () => {
    const ports = await freePvaPorts();
    const other = `
      record(stringout, "D:level") { field(VAL, "text") field(PINI, "YES") }
      record(mbbo, "D:mode") { field(PINI, "YES") field(ZRST, "zero") field(ONST, "one") field(TWST, "two") }
    `;
    const first = await startIoc(database, { ports });
    await withConnector(first, async (connector) => {
      const { device } = await connectAll({ device: new Device('D:') }, { via: [connector] });
      const states: string[] = [];
      const waiting: (() => void)[] = [];
      device.$onState(({ state }) => {
        states.push(state);
        for (const resolve of waiting.splice(0)) resolve();
      });
      const reached = async (state: string): Promise<void> => {
        while (states.at(-1) !== state) await new Promise<void>((resolve) => waiting.push(resolve));
      };
      const readings = device.mode.observe();
      await readings.next();
      await first.kill();
      await reached('lost');
      const second = await startIoc(other, { ports });
      await reached('connected');
      expect(device.$findings.map(({ rule, member }) => [rule, member])).toEqual([
        ['MEMBER_TYPE', 'level'],
        ['ENUM_LABEL_ADDED', 'mode'],
        ['MEMBER_ABSENT', 'gone'],
      ]);
      await expect(device.level.get()).rejects.toMatchObject({ code: 'MEMBER.TYPE' });
      expect(await until(readings, ({ ok, stale }) => ok && !stale)).toMatchObject({ value: 'zero' });
      await second.kill();
      await reached('lost');
      await first.start();
      await reached('connected');
      expect(device.$findings.map(({ rule }) => rule)).toEqual(['MEMBER_ABSENT']);
      expect(await device.level.get()).toBe(1);
      await readings.return?.();
    });
    await first.stop();
  });

  it('has not got a write twice: who does not know what became of it is told so', async () => {
    const slow = `
      record(ao, "D:slow") { field(OUT, "D:target PP") }
      record(calcout, "D:target") { field(CALC, "A") field(ODLY, "60") field(OOPT, "Every Time") }
      record(calc, "D:count") { field(INPA, "D:count") field(CALC, "A+1") }
    `;
    const ioc = await startIoc(slow.replace('record(ao, "D:slow") {', 'record(ao, "D:slow") { field(FLNK, "D:count")'));
    const Slow = defineDevice({
      id: 'epics:Slow',
      members: {
        slow: { kind: 'rw', source: 'slow', type: 'f64' },
        count: { kind: 'r', source: 'count', type: 'f64' },
      },
    });
    const proxy = await PvaProxy.start(ioc);
    await withConnector(proxy, async (connector) => {
      const { device } = await connectAll({ device: new Slow('D:') }, { via: [connector] });
      const count = device.count.observe();
      const before = (await count.next()).value;
      const written = device.slow.set(5, { deadline: 20_000 });
      written.catch(() => {});
      // The record has begun.
      await until(count, (reading) => reading.ok && before.ok && reading.value === before.value + 1);
      proxy.drop();
      await expect(written).rejects.toMatchObject({ code: 'LINK.LOST', completed: 'MAYBE', member: 'device.slow' });
      await until(count, ({ ok, stale }) => ok && !stale);
      expect(await device.count.get({ fresh: true })).toBe(before.ok && before.value + 1);
      await count.return?.();
    });
    await proxy.stop();
    await ioc.stop();
  });

  it('on one of two servers: its PVs are stale, the link is lost and says which, the others go on', async () => {
    const one = await startIoc('record(ao, "D:x") { field(VAL, "1") field(PINI, "YES") }');
    const two = await startIoc('record(ao, "D:y") { field(VAL, "2") field(PINI, "YES") }');
    const list = `${one.environment['EPICS_PVA_ADDR_LIST']} ${two.environment['EPICS_PVA_ADDR_LIST']}`;
    const Both = defineDevice({
      id: 'epics:Both',
      members: { x: { kind: 'rw', source: 'x', type: 'f64' }, y: { kind: 'rw', source: 'y', type: 'f64' } },
    });
    await withConnector(
      { environment: { EPICS_PVA_ADDR_LIST: list, EPICS_PVA_AUTO_ADDR_LIST: 'NO' } },
      async (connector) => {
        const { device } = await connectAll({ device: new Both('D:') }, { via: [connector] });
        const [x, y] = [device.x.observe(), device.y.observe()];
        await Promise.all([x.next(), y.next()]);
        await two.kill();
        expect(await until(y, ({ stale }) => stale)).toMatchObject({ value: 2, stale: true });
        expect(device.$state).toMatchObject({ state: 'lost', why: { message: expect.stringContaining('D:y') } });
        await expect(device.y.get()).rejects.toMatchObject({ code: 'LINK.LOST', member: 'device.y' });
        await expect(device.y.set(1)).rejects.toMatchObject({ code: 'LINK.LOST', member: 'device.y' });
        await device.x.set(7);
        expect(await until(x, ({ ok }) => ok)).toMatchObject({ value: 7, stale: false });
        expect(await device.x.get()).toBe(7);
        await two.start();
        expect(await until(y, ({ ok, stale }) => ok && !stale)).toMatchObject({ value: 2 });
        expect(device.$state.state).toBe('connected');
        await Promise.all([x.return?.(), y.return?.()]);
      },
    );
    await Promise.all([one.stop(), two.stop()]);
  });
});
