import { connectAll, defineDevice, type SignalSpec, waitForValue } from '@devgen/runtime';
import { Command as CaCommand } from '@devgen/runtime/ca/codec';
import { Command as PvaCommand } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { type Wire, WIRES } from './both-wires.ts';
import { useFreshWire } from './use-wire.ts';

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

const signal = <S extends string>(source: S) => ({ kind: 'rw', source, type: 'f64' }) as const satisfies SignalSpec;
const Many = defineDevice({
  id: 'epics:Many',
  members: Object.fromEntries(names.map((name) => [name, signal(name)])),
});
const Pair = defineDevice({ id: 'epics:Pair', members: { x: signal('pv0'), y: signal('pv1') } });
const Other = defineDevice({ id: 'epics:Other', members: { y: signal('pv1'), z: signal('pv2') } });
const Slow = defineDevice({
  id: 'epics:Slow',
  members: { one: signal('one'), two: signal('two'), oneDone: signal('one:done'), twoDone: signal('two:done') },
});

/** What each wire calls it, and in how many messages it says it. */
interface Words {
  readonly create: number;
  readonly close: number;
  readonly get: number;
  readonly put: number;
  readonly monitor: number;
  readonly unmonitor: number;
  /** Messages that begin one monitor. */
  readonly monitorMessages: number;
  /** What a PV is asked when it is connected, in how many messages, and what is not asked then. */
  readonly learn: { readonly command: number; readonly messages: number; readonly not: number };
}

const words: Readonly<Record<Wire, Words>> = {
  pva: {
    create: PvaCommand.createChannel,
    close: PvaCommand.destroyChannel,
    get: PvaCommand.get,
    put: PvaCommand.put,
    monitor: PvaCommand.monitor,
    unmonitor: PvaCommand.destroyRequest,
    // Begun and started.
    monitorMessages: 2,
    // A get is begun, then executed.
    learn: { command: PvaCommand.get, messages: 2, not: PvaCommand.monitor },
  },
  ca: {
    create: CaCommand.createChannel,
    close: CaCommand.clearChannel,
    get: CaCommand.readNotify,
    put: CaCommand.writeNotify,
    monitor: CaCommand.eventAdd,
    unmonitor: CaCommand.eventCancel,
    monitorMessages: 1,
    // Its properties, which are told again whenever they change.
    learn: { command: CaCommand.eventAdd, messages: 1, not: CaCommand.readNotify },
  },
};

describe.each(WIRES)('what a connector sends to an IOC over %s', (wire) => {
  const ioc = useFreshWire(wire, records('A:') + records('B:') + slowRecord('S:one') + slowRecord('S:two'));
  const { create, close, get, put, monitor, unmonitor, monitorMessages, learn } = words[wire];

  it('for a device: a burst of searches, one of creates, and one that asks what is there', async () => {
    const { connector, proxy } = ioc();
    await connectAll({ device: new Many('A:') }, { via: [connector] });
    expect(proxy.searches).toEqual([COUNT]);
    expect(proxy.count(create)).toEqual({ messages: COUNT, packets: 1 });
    expect(proxy.count(learn.command).messages).toBe(learn.messages * COUNT);
    expect(proxy.count(learn.not).messages).toBe(0);
    // One packet for each that came.
    expect(proxy.packets.length).toBeLessThanOrEqual(8);
  });

  it('for two devices: over one connection, and nothing for what is there already', async () => {
    const { connector, proxy } = ioc();
    await connectAll({ first: new Many('A:'), second: new Many('B:') }, { via: [connector] });
    expect(proxy.connections).toBe(1);
    expect(proxy.count(create).messages).toBe(2 * COUNT);
    proxy.clear();
    await connectAll({ third: new Many('A:'), pair: new Pair('B:') }, { via: [connector] });
    expect([proxy.packets, proxy.searches, proxy.connections]).toEqual([[], [], 1]);
  });

  it('for a PV of two devices: one monitor, until neither observes it', async () => {
    const { connector, proxy } = ioc();
    const { pair, other } = await connectAll({ pair: new Pair('A:'), other: new Other('A:') }, { via: [connector] });
    expect(proxy.count(create).messages).toBe(3);
    proxy.clear();
    const [one, two] = [pair.y.observe(), other.y.observe()];
    await Promise.all([one.next(), two.next()]);
    expect(proxy.count(monitor).messages).toBe(monitorMessages);
    await one.return?.();
    await pair.y.set(5);
    expect(await two.next()).toMatchObject({ value: { value: 5 } });
    expect(proxy.count(unmonitor).messages).toBe(0);
    await two.return?.();
    await pair.y.get();
    expect(proxy.count(unmonitor).messages).toBe(1);
  });

  it('for a get: one packet, none of what is monitored, and one for many', async () => {
    const { connector, proxy } = ioc();
    const { pair } = await connectAll({ pair: new Pair('A:') }, { via: [connector] });
    const readings = pair.x.observe();
    await readings.next();
    proxy.clear();
    await pair.x.get();
    expect(proxy.packets).toEqual([]);
    await pair.x.get({ fresh: true });
    expect(proxy.packets).toEqual([[get]]);
    await Promise.all([pair.x.get({ fresh: true }), pair.y.get()]);
    expect(proxy.packets).toEqual([[get], [get, get]]);
    await readings.return?.();
  });

  it('for a disposed device: the end of what was its own, and others are not disturbed', async () => {
    const { connector, proxy } = ioc();
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
    expect(proxy.count(close).messages).toBe(1);
    await readings.return?.();
  });

  it('for two slow puts: both at once, and both are done before the next get is answered', async () => {
    const { connector, proxy } = ioc();
    const { slow } = await connectAll({ slow: new Slow('S:') }, { via: [connector] });
    // So that both puts have begun already, where they are begun.
    await Promise.all([slow.one.set(1), slow.two.set(1)]);
    const before = await Promise.all([slow.oneDone.get(), slow.twoDone.get()]);
    proxy.clear();
    await Promise.all([slow.one.set(2), slow.two.set(2)]);
    // Neither waited for the other: they left together.
    expect(proxy.packets).toEqual([[put, put]]);
    expect(await Promise.all([slow.oneDone.get(), slow.twoDone.get()])).toEqual(before.map((count) => count + 1));
  });

  it('for a put that waits for nothing: it is done before its record is', async () => {
    const { connector, puts } = ioc();
    const { slow } = await connectAll({ slow: new Slow('S:') }, { via: [connector] });
    const before = await slow.oneDone.get();
    await slow.one.set(3, { wait: false });
    expect(await slow.oneDone.get()).toBe(before);
    expect(await waitForValue(slow.oneDone, (count) => count > before)).toBe(before + 1);
    expect(puts()).toBe(1);
  });
});
