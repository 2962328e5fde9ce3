import { deadline } from '../support/deadline.ts';
import { enterWait, type PendingWait } from '../signal/waits.ts';
import type { Io } from '../contract/seam.ts';
import { isDevice } from '../device/device-core.ts';
import type { SettingsTree } from './find-settings.ts';

export interface SettingsCallOptions {
  /** Milliseconds for everything together. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

/** Listed among the pending waits while it runs. */
export async function underDeadline<R>(
  what: PendingWait['what'],
  tree: SettingsTree,
  { signal, deadline: milliseconds }: SettingsCallOptions & { readonly deadline: number },
  run: (io: Io) => Promise<R>,
): Promise<R> {
  const io = deadline(milliseconds, signal);
  const name = isDevice(tree) ? tree.$name : Object.keys(tree).join(', ');
  const leave = enterWait({ name, source: '', what }, milliseconds);
  try {
    return await run(io);
  } finally {
    leave();
    io.done();
  }
}
