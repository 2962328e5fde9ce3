import type { Reading, SignalR, SignalRW, SignalW } from '@devgen/runtime';
import { derivedSignal, derivedSignals, type Transform } from '@devgen/runtime/derived';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(equal: Equal<A, B>): void;

declare const x: SignalRW<number>;
declare const count: SignalR<bigint>;
declare const mode: SignalRW<'Idle' | 'Run'>;
declare const demand: SignalW<string>;

const both = derivedSignal('f64', { x, mode }, { get: (values) => values.x, set: (value) => ({ x: value }) });
same<typeof both, SignalRW<number>>(true);
const reader = derivedSignal(
  { type: 'enum', labels: ['On', 'Off'] },
  { count },
  { get: ({ count: n }) => (n > 0n ? 'On' : 'Off') },
);
same<typeof reader, SignalR<'On' | 'Off'>>(true);
const writer = derivedSignal('i64', { demand }, { set: (value) => ({ demand: String(value) }) });
same<typeof writer, SignalW<bigint>>(true);
const late = derivedSignal(
  'f64[]',
  { x, count, demand },
  {
    get: (values) => {
      same<typeof values, { readonly x: number; readonly count: bigint }>(true);
      return new Float64Array([values.x]);
    },
    set: async (value, now) => {
      const { count: n } = await now();
      return { x: value[0], demand: String(n) };
    },
  },
);
same<typeof late, SignalRW<Float64Array>>(true);
same<Awaited<ReturnType<typeof late.reading>>, Reading<Float64Array>>(true);

// @ts-expect-error a wrong result
derivedSignal('f64', { x }, { get: (values) => String(values.x) });
// @ts-expect-error a label that it has not
derivedSignal({ type: 'enum', labels: ['On', 'Off'] }, { x }, { get: () => 'Neither' });
// @ts-expect-error no such part
derivedSignal('f64', { x }, { get: (values) => values.y });
// @ts-expect-error what is only written has no value
derivedSignal('str', { demand }, { get: (values) => values.demand });
// @ts-expect-error a part of another type
derivedSignal('f64', { x }, { set: (value) => ({ x: String(value) }) });
// @ts-expect-error a part that cannot be written
derivedSignal('i64', { count }, { set: (value) => ({ count: value }) });
// @ts-expect-error no such part
derivedSignal('f64', { x }, { set: (value) => ({ y: value }) });
// @ts-expect-error neither read nor written
derivedSignal('f64', { x }, {});
// @ts-expect-error read only
void reader.set('On');

const mean: Transform<{ readonly a: number; readonly b: number }, { readonly mean: number; readonly half: number }> = {
  rawToDerived: ({ a, b }) => ({ mean: (a + b) / 2, half: (a - b) / 2 }),
  derivedToRaw: (derived) => ({ a: derived.mean + derived.half, b: derived.mean - derived.half }),
};
const reads = derivedSignals({ mean: 'f64', half: 'f64' }, { a: x, b: x }, { rawToDerived: mean.rawToDerived });
same<typeof reads.mean, SignalR<number>>(true);
const writes = derivedSignals(
  { mean: 'f64', half: 'f64' },
  { a: x, b: x },
  {
    rawToDerived: mean.rawToDerived,
    derivedToRaw: ({ mean: middle, half }) => ({ a: middle + half, b: middle - half }),
  },
);
same<typeof writes.half, SignalRW<number>>(true);
// @ts-expect-error a value is missing
derivedSignals({ mean: 'f64', half: 'f64' }, { a: x }, { rawToDerived: ({ a }) => ({ mean: a }) });
// @ts-expect-error read only
void reads.mean.set(1);
