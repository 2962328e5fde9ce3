import { usableLabels, type ValueSpec } from '../../../core/contract/spec.ts';
import type { BoxShown } from '../introspect/shown.ts';

/** An enum as a value, or text where its labels do not tell its values apart. */
export function enumSpec(labels: readonly string[]): { readonly spec: ValueSpec; readonly caveat?: string } {
  const isUsable: boolean = usableLabels(labels);
  if (isUsable) return { spec: { type: 'enum', labels } };
  const why =
    labels.length === 0 ? 'without labels' : labels.includes('') ? 'with an empty label' : 'with a label repeated';
  return { spec: { type: 'str' }, caveat: `an enum ${why}` };
}

/** The order in which the box writes what is captured of a position. */
const CAPTURES: readonly string[] = ['Value', 'Diff', 'Sum', 'Min', 'Max', 'Mean', 'StdDev'];
/** What nothing is called. */
const NONE = 'No';

/** The box offers some combinations; what may be combined are their words. */
export function captureWords(captures: readonly string[]): readonly string[] {
  const words = new Set(captures.flatMap((each) => each.split(' ')).filter((word) => word !== '' && word !== NONE));
  return [...CAPTURES.filter((word) => words.has(word)), ...[...words].filter((word) => !CAPTURES.includes(word))];
}

/** Unions that many members share, under one name a box. */
export function labelSets({ blocks, bitMux, posMux }: BoxShown): ReadonlyMap<string, readonly string[]> {
  const sets = new Map<string, readonly string[]>();
  const add = (name: string, labels: readonly string[]): void => {
    if (labels.length > 0 && !sets.has(name)) sets.set(name, labels);
  };
  add('bit_mux', bitMux);
  add('pos_mux', posMux);
  for (const { fields } of blocks) {
    for (const { type, units, captures } of fields) {
      add('time_units', units);
      if (type === 'pos_out') add('pos_capture', captureWords(captures));
      if (type === 'ext_out') add('ext_capture', captures);
    }
  }
  return sets;
}
