import { DevgenError } from '@devgen/runtime/contract';
import { nearest } from '../../config/nearest.ts';
import { lockOf, type Workspace, type Workspaces } from './workspace.ts';

/**
 * The package whose lock has a class, where a command changes one and the config has several. With one package it is
 * that, whatever its lock has. `again` is the command to type. Throws `USAGE.NAME_UNKNOWN` and `USAGE.NAME_AMBIGUOUS`.
 */
export function packageOfClass({ all }: Workspaces, name: string, again: (name: string) => string): Workspace {
  const [first, ...others] = all as readonly [Workspace, ...Workspace[]];
  if (others.length === 0) return first;
  const pulled = all.filter(({ read }) => read !== undefined);
  const [found, second] = pulled.filter((workspace) => lockOf(workspace).classes.has(name));
  if (found === undefined) {
    // Where none is pulled yet, the first says that.
    const classes = (pulled.length > 0 ? pulled : [first]).flatMap((each) => [...lockOf(each).classes.keys()]);
    const meant = nearest(name, classes);
    const what = `None of the ${all.length} packages has a class ${name}`;
    throw new DevgenError(meant === undefined ? what : `${what}\nDid you mean ${meant}?`, {
      code: 'USAGE.NAME_UNKNOWN',
      hint: meant === undefined ? 'devgen ls' : again(meant),
    });
  }
  if (second === undefined) return found;
  const [one, other] = [found, second].map(({ config }) => config.output.package);
  throw new DevgenError(`Several packages have a class ${name}: ${one}, ${other}`, {
    code: 'USAGE.NAME_AMBIGUOUS',
    hint: `${again(name)} --package ${one}`,
  });
}
