import { DevgenError } from '@devgen/runtime/contract';
import { nameGlob } from '@devgen/runtime/registry';
import type { Lock } from '../../model/lock/lock.ts';
import type { PulledSource } from '../../model/merge/pulled.ts';

/** Refuses to go on when no source answered at all. */
export function refuseUnreached(pulled: readonly PulledSource[]): void {
  const errors = pulled.flatMap((source) => ('error' in source ? [{ name: source.name, error: source.error }] : []));
  const [first] = errors;
  if (!first || errors.length < pulled.length) return;
  if (errors.length === 1) throw first.error;
  const causes = errors.map(({ name, error }) => `${name}: ${error.message}`).join('\n');
  throw new DevgenError(`None of the ${errors.length} sources answers\n${causes}`, {
    code: 'SOURCE.UNREACHABLE',
    hint: 'devgen sources',
    cause: first.error,
  });
}

/** Refuses globs that mean nothing: most likely they were mistyped. */
export function refuseUnmatched(
  globs: readonly string[],
  pulled: readonly PulledSource[],
  locks: readonly Lock[],
): void {
  if (globs.length === 0) return;
  const matches = nameGlob(globs);
  const listed = pulled.flatMap((source) => ('listed' in source ? source.listed : []));
  const known = locks.flatMap(({ sources }) => [...sources.values()].flatMap(({ devices }) => [...devices.keys()]));
  if (
    listed.some((found) => matches(found.device) || (found.alias !== undefined && matches(found.alias))) ||
    known.some(matches)
  )
    return;
  const some = listed.slice(0, 3).map(({ device }) => device);
  const such = some.length === 0 ? '' : `, such as ${some.join(', ')}`;
  throw new DevgenError(
    `No device is meant by ${globs.join(' ')}\nThe sources listed ${listed.length} devices${such}.`,
    {
      code: 'USAGE.NO_DEVICE',
      hint: 'Correct the glob: * is a run within a part of a name, ** a run across /.',
    },
  );
}
