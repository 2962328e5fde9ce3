/** A path as settings are keyed by it: names joined by dots; dots and backslashes inside a name have a backslash before. */
export function joinPath(path: string, name: string | number): string {
  const step = String(name).replace(/[.\\]/g, '\\$&');
  return path === '' ? step : `${path}.${step}`;
}

/** The steps of a path or glob, still with their backslashes. */
export function stepsOf(path: string): readonly string[] {
  return path.match(/(?:\\.|[^.\\])+/gs) ?? [];
}

/** The path above, empty at the top, and the last step. */
export function splitPath(path: string): readonly [parent: string, last: string] {
  const steps = stepsOf(path);
  return [steps.slice(0, -1).join('.'), steps.at(-1) ?? ''];
}

/**
 * A test for a list of globs. `*` is any text within a step, `**` any number of steps; a glob that fits a device fits all
 * that is in it.
 */
export function globTest(globs: readonly string[]): (path: string) => boolean {
  const tests = globs.map((glob) => stepsOf(glob).map((step) => (step === '**' ? undefined : stepTest(step))));
  return (path) => {
    const steps = stepsOf(path);
    return tests.some((test) => fits(test, steps));
  };
}

/** `undefined` is any number of steps. */
function fits(test: readonly (RegExp | undefined)[], steps: readonly string[]): boolean {
  if (test.length === 0) return true;
  const [first, ...rest] = test;
  if (first === undefined) return fits(rest, steps) || (steps.length > 0 && fits(test, steps.slice(1)));
  const [step, ...others] = steps;
  return step !== undefined && first.test(step) && fits(rest, others);
}

function stepTest(step: string): RegExp {
  return new RegExp(`^${step.split('*').map(escapeText).join('.*')}$`, 's');
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
}
