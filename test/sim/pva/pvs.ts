import { type Draft, type PvaStruct, scalar, structOf } from '@devgen/runtime/pva/codec';
import type { PvSource, ServedPv } from '../../../src/sim/pva/value/served-pv.ts';
import { keepPuts, StructurePv } from '../../../src/sim/pva/value/structure-pv.ts';
import { ntScalar, samples } from '../../runtime/pva/codec/samples.ts';

/** The PVs of a test: they come and go as it says. */
export class Pvs implements PvSource {
  readonly #pvs = new Map<string, ServedPv>();
  readonly #onGone = new Set<(pv: ServedPv) => void>();
  readonly #onChange = new Set<() => void>();

  constructor(pvs: Readonly<Record<string, ServedPv>> = {}) {
    for (const [name, pv] of Object.entries(pvs)) this.#pvs.set(name, pv);
  }

  set(name: string, pv: ServedPv): void {
    this.remove(name);
    this.#pvs.set(name, pv);
    for (const on of this.#onChange) on();
  }

  remove(name: string): void {
    const pv = this.#pvs.get(name);
    this.#pvs.delete(name);
    if (pv !== undefined) for (const on of this.#onGone) on(pv);
  }

  pv(name: string): ServedPv | undefined {
    return this.#pvs.get(name);
  }

  names(): Iterable<string> {
    return this.#pvs.keys();
  }

  onGone(on: (pv: ServedPv) => void): () => void {
    this.#onGone.add(on);
    return () => this.#onGone.delete(on);
  }

  onChange(on: () => void): () => void {
    this.#onChange.add(on);
    return () => this.#onChange.delete(on);
  }
}

export function numberPv(value = 1.5): StructurePv {
  return new StructurePv(ntScalar(), { value, alarm: { severity: 0 } }, { put: keepPuts });
}

/** A PV with a field of each kind of type, by the name `f0`, `f1` and so on. */
export function everyKind(): StructurePv {
  const fields = samples.map(([, type], at) => [`f${at}`, type] as const);
  const values = samples.map(([, , value], at) => [`f${at}`, value] as const);
  return new StructurePv(structOf(Object.fromEntries(fields), 'every'), Object.fromEntries(values), { put: keepPuts });
}

/** One that is put only when the test lets it. */
export function slowPv(): { readonly pv: StructurePv; readonly finish: () => void; readonly puts: PvaStruct[] } {
  const puts: PvaStruct[] = [];
  const waiting: (() => void)[] = [];
  const put = (change: Draft, pv: StructurePv): Promise<void> => {
    puts.push(change.value as PvaStruct);
    return new Promise<void>((resolve) => waiting.push(resolve)).then(() => pv.apply(change));
  };
  const pv = new StructurePv(structOf({ value: scalar('i32') }), { value: 0 }, { put });
  return { pv, puts, finish: () => waiting.shift()?.() };
}
