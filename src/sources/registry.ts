import { epicsKind } from './epics/epics-kind.ts';
import { pandaKind } from './panda/panda-kind.ts';
import type { SourceKind } from './source-kind.ts';
import { tangoKind } from './tango/tango-kind.ts';

/** Every control system, by the `kind` that `devgen.yaml` names. */
export const sourceKinds: ReadonlyMap<string, SourceKind> = new Map<string, SourceKind>([
  ['tango', tangoKind],
  ['panda', pandaKind],
  ['epics', epicsKind],
]);
