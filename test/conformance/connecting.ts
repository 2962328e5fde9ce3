import { connectAll, connectSettled, defineDevice, mock, type SignalR } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { type Context, has } from './context.ts';
import { lifecycleClass } from './subject.ts';

/** What is known once connected, and what a difference does. */
export function testConnecting(context: Context): void {
  describe('connect', () => {
    it('names members, shows full addresses, and finds only the label that was added', () => {
      expect(context.device.$state.state).toBe('connected');
      expect(context.device.number.name).toBe('device.number');
      expect(context.device.number.source).toContain(context.subject.spec.members.number.source);
      expect(context.device.number.source).not.toBe(context.device.readback.source);
      const findings = context.device.$findings.filter(({ severity }) => severity !== 'info');
      expect(findings.map(({ rule, member }) => [rule, member])).toEqual([['ENUM_LABEL_ADDED', 'mode']]);
    });

    it('has members of the kinds and types of the class', () => {
      const { number, readback, mode, array, double, reset } = context.device;
      expect([number.kind, readback.kind, mode.kind, reset.kind]).toEqual(['rw', 'r', 'rw', 'command']);
      expect([number.type, mode.type, reset.in, reset.out]).toEqual(['f64', 'enum', undefined, undefined]);
      expect(array?.type).toBe(has(context, 'array') ? 'f64[]' : undefined);
      const types = [double?.kind, double?.in, double?.out];
      expect(types).toEqual(has(context, 'double') ? ['command', 'f64', 'f64'] : [undefined, undefined, undefined]);
    });

    it('reports every difference at once, and lets other devices connect', async () => {
      const { connector, spec, address } = context.subject;
      const drifted = defineDevice({
        id: spec.id,
        members: {
          number: { ...spec.members.number, type: 'str' },
          readback: { ...spec.members.readback, kind: 'rw' },
          missing: { kind: 'r', source: 'noSuchMember', type: 'f64' },
        },
      });
      const tree = { bad: new drifted(address), good: new (lifecycleClass(spec))(address) };
      const result = await connectSettled(tree, { via: [connector] });
      expect(result.good.ok).toBe(true);
      expect(result.bad.ok).toBe(false);
      const error = result.bad.ok ? undefined : result.bad.error;
      for (const code of ['MEMBER.TYPE', 'MEMBER.KIND', 'MEMBER.MISSING']) expect(error?.message).toContain(code);
      await tree.good.$dispose();
    });

    it('rejects for an address that is not there', async () => {
      const { connector, spec } = context.subject;
      const connect = connectAll({ nobody: new (lifecycleClass(spec))('no/such/device') }, { via: [connector] });
      await expect(connect).rejects.toMatchObject({ message: expect.stringContaining('no/such/device') });
    });
  });

  it('has an exact mock: same members, kinds, types and descriptions', async () => {
    const { spec, address } = context.subject;
    const { copy } = await connectAll({ copy: new (lifecycleClass(spec))(address) }, { via: [mock()] });
    for (const key of ['number', 'readback', 'mode', 'text', 'array'] as const) {
      if (!has(context, key)) continue;
      const [live, fake]: readonly SignalR<unknown>[] = [context.device[key], copy[key]];
      expect([fake?.kind, fake?.type]).toEqual([live?.kind, live?.type]);
      expect(Object.prototype.toString.call(await fake?.get())).toBe(Object.prototype.toString.call(await live?.get()));
      const [{ dtype, shape }, mocked] = [await live!.describe(), await fake!.describe()];
      expect(mocked).toMatchObject({ dtype, shape });
    }
    expect([copy.reset.in, copy.reset.out]).toEqual([undefined, undefined]);
    if (has(context, 'double')) expect([copy.double.in, copy.double.out]).toEqual(['f64', 'f64']);
    await copy.$dispose();
  });
}
