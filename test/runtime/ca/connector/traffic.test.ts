import { connectAll, defineDevice, type SignalSpec, waitForValue } from '@devgen/runtime';
import { Command } from '@devgen/runtime/ca/codec';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CaProxy } from '../../../peers/ca-proxy.ts';
import { type CaServerPeer, startCaIoc } from '../../../peers/ca-server.ts';
import { withConnector } from './with-connector.ts';

const COUNT = 40;
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
const Many = defineDevice({
  id: 'epics:Many',
  members: Object.fromEntries(names.map((name) => [name, signal(name)])),
});
const Pair = defineDevice({
  id: 'epics:Pair',
  members: { x: { kind: 'rw', source: 'pv0', type: 'f64' }, y: { kind: 'rw', source: 'pv1', type: 'f64' } },
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

describe('what a connector sends to an IOC', () => {
  let ioc: CaServerPeer;
  let proxy: CaProxy;
  beforeAll(async () => {
    ioc = await startCaIoc(records('A:') + records('B:') + slowRecord('S:one') + slowRecord('S:two'));
  });
  afterAll(() => ioc.stop());
  beforeEach(async () => {
    proxy = await CaProxy.start(ioc);
  });
  afterEach(() => proxy.stop());

  it('for a device: a burst of searches, one of creates, and one that asks what is there', () =>
    withConnector(proxy, async (connector) => {
      await connectAll({ device: new Many('A:') }, { via: [connector] });
      expect(proxy.searches).toEqual([COUNT]);
      expect(proxy.count(Command.createChannel)).toEqual({ messages: COUNT, packets: 1 });
      // Of each its properties, which are told again whenever they change.
      expect(proxy.count(Command.eventAdd).messages).toBe(COUNT);
      expect(proxy.count(Command.readNotify).messages).toBe(0);
      // One packet for each that came.
      expect(proxy.packets.length).toBeLessThanOrEqual(6);
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

  it('for a PV of two devices: one monitor of its value, until neither observes it', () =>
    withConnector(proxy, async (connector) => {
      const { one, two } = await connectAll({ one: new Pair('A:'), two: new Pair('A:') }, { via: [connector] });
      proxy.clear();
      const [first, second] = [one.y.observe(), two.y.observe()];
      await Promise.all([first.next(), second.next()]);
      expect(proxy.packets).toEqual([[Command.eventAdd]]);
      await first.return?.();
      await one.y.set(5);
      expect(await second.next()).toMatchObject({ value: { value: 5 } });
      expect(proxy.count(Command.eventCancel).messages).toBe(0);
      await second.return?.();
      await one.y.get();
      expect(proxy.count(Command.eventCancel).messages).toBe(1);
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
      expect(proxy.packets).toEqual([[Command.readNotify]]);
      await Promise.all([pair.x.get({ fresh: true }), pair.y.get()]);
      expect(proxy.packets).toEqual([[Command.readNotify], [Command.readNotify, Command.readNotify]]);
      await readings.return?.();
    }));

  it('for a disposed device: the end of what was its own, and others are not disturbed', () =>
    withConnector(proxy, async (connector) => {
      const tree = { many: new Many('A:'), pair: new Pair('A:') };
      const { many, pair } = await connectAll(tree, { via: [connector] });
      const readings = pair.y.observe();
      await readings.next();
      proxy.clear();
      await many.$dispose();
      await pair.y.set(8);
      expect(await readings.next()).toMatchObject({ value: { value: 8, stale: false } });
      expect(pair.$state.state).toBe('connected');
      expect(proxy.count(Command.clearChannel).messages).toBe(COUNT - 2);
      await readings.return?.();
    }));

  it('for two slow puts: both at once, and both are done before the next get is answered', () =>
    withConnector(proxy, async (connector) => {
      const { slow } = await connectAll({ slow: new Slow('S:') }, { via: [connector] });
      const before = await Promise.all([slow.oneDone.get(), slow.twoDone.get()]);
      proxy.clear();
      await Promise.all([slow.one.set(2), slow.two.set(2)]);
      // Neither waited for the other: they left together.
      expect(proxy.packets).toEqual([[Command.writeNotify, Command.writeNotify]]);
      expect(await Promise.all([slow.oneDone.get(), slow.twoDone.get()])).toEqual(before.map((count) => count + 1));
    }));

  it('for a put that waits for nothing: it is done before its record is', () =>
    withConnector(proxy, async (connector) => {
      const { slow } = await connectAll({ slow: new Slow('S:') }, { via: [connector] });
      const before = await slow.oneDone.get();
      await slow.one.set(3, { wait: false });
      expect(await slow.oneDone.get()).toBe(before);
      expect(await waitForValue(slow.oneDone, (count) => count > before)).toBe(before + 1);
      expect(proxy.count(Command.write).messages).toBe(1);
    }));
});
