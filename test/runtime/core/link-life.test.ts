import { describe, expect, it } from 'vitest';
import { connectAll, Device, disposeAll, waitForValue } from '@devgen/runtime';
import { FakeSystem } from './fake-system.ts';
import { failureOf, linkOf, Motor, retyped, spec } from './motor.ts';

describe('a link that is lost', () => {
  it('and comes back shows connected, lost, connected', async () => {
    const system = new FakeSystem({ m: spec });
    const x = new Motor('m');
    const seen: string[] = [];
    x.$onState(({ state }) => seen.push(state));
    await x.$connect({ via: [system] });
    linkOf(system).lose();
    expect(x.$state).toMatchObject({ state: 'lost', since: 2, why: { message: 'the box is off' } });
    linkOf(system).restore(spec);
    expect(seen).toEqual(['connecting', 'connected', 'lost', 'connected']);
    expect(linkOf(system).backends).toEqual(['Position', 'Standard', 'Stop']);
  });

  it('and comes back with another interface leaves only the bad members rejecting', async () => {
    const system = new FakeSystem({ m: spec });
    const { x } = await connectAll({ x: new Motor('m') }, { via: [system] });
    linkOf(system).lose();
    linkOf(system).restore(retyped);
    expect(x.$state.state).toBe('connected');
    await expect(x.position.get()).rejects.toMatchObject({ code: 'MEMBER.TYPE' });
    expect(await x.standard?.get()).toBe('Standard');
    linkOf(system).restore(spec);
    expect(await x.position.get()).toBe('Position');
  });

  it('is opened anew by connect, and the old one is closed', async () => {
    const system = new FakeSystem({ m: spec });
    const x = new Motor('m');
    await x.$connect({ via: [system] });
    const old = linkOf(system);
    old.lose();
    await x.$connect({ via: [system] });
    expect(x.$state.state).toBe('connected');
    expect(old.state.state).toBe('closed');
    expect(system.links.size).toBe(1);
  });

  it('stays lost when connecting again fails', async () => {
    const system = new FakeSystem({ m: spec });
    const x = new Motor('m');
    await x.$connect({ via: [system] });
    linkOf(system).lose();
    system.devices.set('m', new Error('down'));
    await failureOf(x.$connect({ via: [system] }));
    expect(x.$state.state).toBe('lost');
    linkOf(system).restore(spec);
    expect(x.$state.state).toBe('connected');
  });

  it('of one child makes the composite lost', async () => {
    class Stage extends Device {
      readonly x = new Motor('m');
      readonly y = new Motor('n');
    }
    const system = new FakeSystem({ m: spec, n: spec });
    const { stage } = await connectAll({ stage: new Stage() }, { via: [system] });
    const seen: string[] = [];
    const end = stage.$onState(({ state }) => seen.push(state));
    const [first, second] = system.links;
    first?.lose();
    second?.lose();
    second?.restore(spec);
    first?.restore(spec);
    end();
    first?.lose();
    expect(seen).toEqual(['lost', 'connected']);
  });
});

describe('dispose', () => {
  it('closes the link, ends observations, is idempotent, and allows to connect again', async () => {
    const system = new FakeSystem({ m: spec });
    const { x } = await connectAll({ x: new Motor('m') }, { via: [system] });
    const observed = x.position.observe();
    await observed.next();
    const next = observed.next();
    const link = linkOf(system);
    await Promise.all([x.$dispose(), x.$dispose()]);
    await expect(next).rejects.toMatchObject({ code: 'LINK.CLOSED' });
    expect(system.links.size + link.listeners.size).toBe(0);
    expect(x.$state.state).toBe('closed');
    const refused = { code: 'LINK.CLOSED', message: expect.stringContaining('x was disposed') };
    await expect(x.position.get()).rejects.toMatchObject(refused);
    await x.$connect({ via: [system] });
    expect(await x.position.get()).toBe('Position');
  });

  it('ends an attempt under way, whose link is closed when it comes', async () => {
    const system = new FakeSystem({ m: spec });
    system.hold();
    const x = new Motor('m');
    const attempt = failureOf(x.$connect({ via: [system] }));
    await x.$dispose();
    expect(await attempt).toMatchObject({ code: 'LINK.CLOSED' });
    system.release();
    await new Promise((resolve) => setTimeout(resolve));
    expect(system.links.size).toBe(0);
    expect(x.$state.state).toBe('closed');
  });

  it('of its connector alone ends observations and waits too, and allows to connect again', async () => {
    const system = new FakeSystem({ m: spec });
    const { x } = await connectAll({ x: new Motor('m') }, { via: [system] });
    const observed = x.position.observe();
    await observed.next();
    const closed = { code: 'LINK.CLOSED', hint: expect.any(String) };
    const ended = expect(observed.next()).rejects.toMatchObject(closed);
    const waited = expect(waitForValue(x.position, 7, { deadline: 60_000 })).rejects.toMatchObject(closed);
    await system.close();
    await Promise.all([ended, waited]);
    await expect(x.position.observe().next()).rejects.toMatchObject({
      code: 'LINK.CLOSED',
      message: expect.stringContaining('the connector of x was closed'),
    });
    await x.$connect({ via: [new FakeSystem({ m: spec })] });
    expect(await x.position.get()).toBe('Position');
  });

  it('of a tree closes everything; a closed connector shows as closed', async () => {
    const system = new FakeSystem({ m: spec, n: spec });
    const tree = await connectAll({ x: new Motor('m'), y: new Motor('n') }, { via: [system] });
    await tree.y.$dispose();
    await system.close();
    expect(tree.x.$state.state).toBe('closed');
    await disposeAll(tree);
    expect(system.links.size).toBe(0);
  });
});
