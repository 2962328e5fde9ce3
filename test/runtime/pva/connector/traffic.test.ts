import { connectAll, defineDevice, type DeviceSpec, type SignalSpec, waitForValue } from '@devgen/runtime';
import { Command } from '@devgen/runtime/pva/codec';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { PvaProxy } from '../../../peers/pva-proxy.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { withConnector } from './with-connector.ts';

const COUNT = 100;
const names = Array.from({ length: COUNT }, (_, index) => `pv${index}`);

function records(prefix: string): string {
  return names.map((name) => `record(ao, "${prefix}${name}") { field(VAL, "1") field(PINI, "YES") }\n`).join('');
}

/** Done 0.3 s after it was asked for; what it did is counted then. */
function slowRecord(name: string): string {
  return `
    record(ao, "${name}") { field(OUT, "${name}:target PP") }
    record(calcout, "${name}:target") { field(CALC, "A+1") field(ODLY, "0.3") field(OOPT, "Every Time") field(FLNK, "${name}:done") }
    record(calc, "${name}:done") { field(CALC, "A+1") field(INPA, "${name}:done") }
  `;
}

const signal = (source: string): SignalSpec => ({ kind: 'rw', source, type: 'f64' });
const many: DeviceSpec = { id: 'epics:Many', members: Object.fromEntries(names.map((name) => [name, signal(name)])) };
const Many = defineDevice(many);
const Pair = defineDevice({
  id: 'epics:Pair',
  members: { x: { kind: 'rw', source: 'pv0', type: 'f64' }, y: { kind: 'rw', source: 'pv1', type: 'f64' } },
});
const Other = defineDevice({
  id: 'epics:Other',
  members: { y: { kind: 'rw', source: 'pv1', type: 'f64' }, z: { kind: 'rw', source: 'pv2', type: 'f64' } },
});
const Slow = defineDevice({
  id: 'epics:Slow',
  members: {
    one: { kind: 'rw', source: 'one', type: 'f64' },
    two: { kind: 'rw', source: 'two', type: 'f64' },
    oneDone: { kind: 'r', source: 'one:done', type: 'f64' },
    twoDone: { kind: 'r', source: 'two:done', type: 'f64' },
  },
});
const inits = 8;

describe('what a connector sends to an IOC', () => {
  let ioc: PvaServerPeer;
  let proxy: PvaProxy;
  beforeAll(async () => {
    ioc = await startIoc(records('A:') + records('B:') + slowRecord('S:one') + slowRecord('S:two'));
  });
  afterAll(() => ioc.stop());
  beforeEach(async () => {
    proxy = await PvaProxy.start(ioc);
  });
  afterEach(() => proxy.stop());

  it('for a device: a burst of searches, one of creates, one of gets', () =>
    withConnector(proxy, async (connector) => {
      await connectAll({ device: new Many('A:') }, { via: [connector] });
      expect(proxy.searches).toEqual([COUNT]);
      expect(proxy.count(Command.createChannel)).toEqual({ messages: COUNT, packets: 1 });
      // A get is begun, then executed.
      expect(proxy.count(Command.get).messages).toBe(2 * COUNT);
      expect(proxy.count(Command.monitor).messages).toBe(0);
      expect(proxy.packets.length).toBeLessThanOrEqual(inits);
    }));

  it('for two devices: over one connection, and nothing for what is there already', () =>
    withConnector(proxy, async (connector) => {
      await connectAll({ first: new Many('A:'), second: new Many('B:') }, { via: [connector] });
      expect(proxy.connections).toBe(1);
      expect(proxy.count(Command.createChannel).messages).toBe(2 * COUNT);
      proxy.clear();
      await connectAll({ third: new Many('A:'), pair: new Pair('B:') }, { via: [connector] });
      expect([proxy.packets, proxy.searches, proxy.connections]).toEqual([[], [], 1]);
    }));

  it('for a PV of two devices: one monitor, until neither observes it', () =>
    withConnector(proxy, async (connector) => {
      const { pair, other } = await connectAll({ pair: new Pair('A:'), other: new Other('A:') }, { via: [connector] });
      expect(proxy.count(Command.createChannel).messages).toBe(3);
      proxy.clear();
      const [one, two] = [pair.y.observe(), other.y.observe()];
      await Promise.all([one.next(), two.next()]);
      // Begun and started.
      expect(proxy.count(Command.monitor).messages).toBe(2);
      await one.return?.();
      expect(proxy.count(Command.destroyRequest).messages).toBe(0);
      await pair.y.set(5);
      expect(await two.next()).toMatchObject({ value: { value: 5 } });
      await two.return?.();
      await pair.y.get();
      expect(proxy.count(Command.destroyRequest).messages).toBe(1);
    }));

  it('for metadata that is looked at: one monitor that leaves the value out, and none of what is observed', () =>
    withConnector(proxy, async (connector) => {
      const { pair } = await connectAll({ pair: new Pair('A:') }, { via: [connector] });
      proxy.clear();
      for (let look = 0; look < 3; look += 1) expect(pair.x.meta.units).toBeUndefined();
      await pair.y.get({ fresh: true });
      // Begun, and started when that is answered; what is not looked at has none.
      await pair.y.get({ fresh: true });
      expect(proxy.count(Command.monitor).messages).toBe(2);
      const told = (): number => proxy.received.filter((command) => command === Command.monitor).length;
      // That it has begun, and what is there.
      expect(told()).toBe(2);
      for (let value = 0; value < 20; value += 1) await pair.x.set(value);
      await pair.x.get({ fresh: true });
      expect(told()).toBe(2);

      proxy.clear();
      const readings = pair.x.observe();
      await readings.next();
      expect(pair.x.meta).toEqual({ precision: 0 });
      expect([proxy.count(Command.monitor).messages, proxy.count(Command.destroyRequest).messages]).toEqual([2, 1]);
      await readings.return?.();
      await pair.y.get({ fresh: true });
      await pair.y.get({ fresh: true });
      // It goes on by itself.
      expect([proxy.count(Command.monitor).messages, proxy.count(Command.destroyRequest).messages]).toEqual([4, 2]);
    }));

  it('for a get: one packet, none of what is monitored, and one for many', () =>
    withConnector(proxy, async (connector) => {
      const { pair } = await connectAll({ pair: new Pair('A:') }, { via: [connector] });
      const readings = pair.x.observe();
      await readings.next();
      proxy.clear();
      await pair.x.get();
      expect(proxy.packets).toEqual([]);
      await pair.x.get({ fresh: true });
      expect(proxy.packets).toEqual([[Command.get]]);
      await Promise.all([pair.x.get({ fresh: true }), pair.y.get()]);
      expect(proxy.packets).toEqual([[Command.get], [Command.get, Command.get]]);
      await readings.return?.();
    }));

  it('for a disposed device: the end of what was its own, and others are not disturbed', () =>
    withConnector(proxy, async (connector) => {
      const { pair, other } = await connectAll({ pair: new Pair('A:'), other: new Other('A:') }, { via: [connector] });
      const readings = other.y.observe();
      await readings.next();
      const mine = pair.y.observe();
      await mine.next();
      const ended = expect(mine.next()).rejects.toMatchObject({ code: 'LINK.CLOSED' });
      proxy.clear();
      await pair.$dispose();
      await ended;
      await other.y.set(8);
      expect(await readings.next()).toMatchObject({ value: { value: 8, stale: false } });
      expect(other.$state.state).toBe('connected');
      expect(proxy.count(Command.destroyChannel).messages).toBe(1);
      expect(proxy.count(Command.destroyRequest).messages).toBe(0);
      await readings.return?.();
    }));

  it('for two slow puts: both at once, and both are done before the next get is answered', () =>
    withConnector(proxy, async (connector) => {
      const { slow } = await connectAll({ slow: new Slow('S:') }, { via: [connector] });
      // So that both puts have begun already.
      await Promise.all([slow.one.set(1, { wait: true }), slow.two.set(1, { wait: true })]);
      const before = await Promise.all([slow.oneDone.get(), slow.twoDone.get()]);
      proxy.clear();
      const settled: string[] = [];
      await Promise.all([
        slow.one.set(2).then(() => settled.push('one')),
        slow.two.set(2).then(() => settled.push('two')),
      ]);
      expect(settled.toSorted()).toEqual(['one', 'two']);
      // Neither waited for the other: they left together.
      expect(proxy.packets).toEqual([[Command.put, Command.put]]);
      expect(await Promise.all([slow.oneDone.get(), slow.twoDone.get()])).toEqual(before.map((count) => count + 1));
    }));

  it('for a put that waits for nothing: it is done before its record is', () =>
    withConnector(proxy, async (connector) => {
      const { slow } = await connectAll({ slow: new Slow('S:') }, { via: [connector] });
      const before = await slow.oneDone.get();
      await slow.one.set(3, { wait: false });
      expect(await slow.oneDone.get()).toBe(before);
      expect(await waitForValue(slow.oneDone, (count) => count > before)).toBe(before + 1);
    }));
});
