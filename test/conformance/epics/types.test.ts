import { connectSettled, defineDevice, type ValueType } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { records } from '../../peers/epics-records.ts';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

/** What a class says of each record, and what it is. */
const WRONG: Readonly<Record<string, readonly [type: ValueType, finding: string]>> = {
  stringin: ['f64', 'MEMBER.TYPE expected f64, found str'],
  ai: ['str', 'MEMBER.TYPE expected str, found f64'],
  calc: ['enum', 'MEMBER.TYPE expected enum, found f64'],
  bi: ['str', 'MEMBER.TYPE expected str, found enum'],
  longin: ['f64', 'MEMBER.TYPE expected f64, found i32'],
  'wf:double': ['f64', 'MEMBER.SHAPE expected f64, found f64[]'],
  'wf:string': ['f64[]', 'MEMBER.TYPE expected f64[], found str[]'],
  ao: ['f64[][]', 'MEMBER.SHAPE expected f64[][], found f64'],
};
const Wrong = defineDevice({
  id: 'epics:Wrong',
  members: Object.fromEntries(
    Object.entries(WRONG).map(([source, [type]]) => [`${source}_`, { kind: 'r' as const, source, type }]),
  ),
});

describe.each(WIRES)('types that are others over %s', (wire) => {
  const ioc = useWire(wire, records('every-type.db'));

  it('are told all at once, each as the class and as the server says it', async () => {
    const { wrong } = await connectSettled({ wrong: new Wrong('T:') }, { via: [ioc().connector] });
    const message = wrong.ok ? '' : wrong.error.message;
    for (const [source, [, finding]] of Object.entries(WRONG)) expect(message).toContain(`${source}_: ${finding}`);
  });
});
