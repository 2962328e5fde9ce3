import { globTest } from './path.ts';

/**
 * Globs, a phase each (or several in one), in the order in which they are written; or a function that numbers the phase of
 * a path, the lowest first.
 */
export type PhaseRule = readonly (string | readonly string[])[] | ((path: string) => number);

/** The paths phase by phase; what no glob fits comes last. */
export function phasesOf(paths: readonly string[], rule: PhaseRule = []): readonly (readonly string[])[] {
  const numberOf = typeof rule === 'function' ? rule : numberBy(rule);
  const phases = new Map<number, string[]>();
  for (const path of paths) {
    const number = numberOf(path);
    const phase = phases.get(number) ?? [];
    phases.set(number, phase);
    phase.push(path);
  }
  return [...phases].toSorted(([a], [b]) => a - b).map(([, phase]) => phase);
}

function numberBy(globs: readonly (string | readonly string[])[]): (path: string) => number {
  const tests = globs.map((glob) => globTest(typeof glob === 'string' ? [glob] : glob));
  return (path) => {
    const number = tests.findIndex((test) => test(path));
    return number < 0 ? tests.length : number;
  };
}
