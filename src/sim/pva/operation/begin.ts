import { Command } from '@devgen/runtime/pva/codec';
import { beginGet } from './get.ts';
import { beginMonitor } from './monitor.ts';
import type { BeginOperation } from './operation.ts';
import { beginPut } from './put.ts';
import { beginRpc } from './rpc.ts';

/** Operations that are served; the others, which no client of today sends, are passed over as pvxs does. */
export const OPERATIONS: ReadonlyMap<number, BeginOperation> = new Map([
  [Command.get, beginGet],
  [Command.put, beginPut],
  [Command.monitor, beginMonitor],
  [Command.rpc, beginRpc],
]);
