import { nameGlob } from '@devgen/runtime/registry';

/** Whether a device or class name is meant. */
export type Matcher = (name: string) => boolean;

/** Everything is meant where no glob says otherwise. */
export function selection(include: readonly string[], exclude: readonly string[]): Matcher {
  const included: Matcher = include.length === 0 ? () => true : nameGlob(include);
  const excluded = nameGlob(exclude);
  return (name) => included(name) && !excluded(name);
}
