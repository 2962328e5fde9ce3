import { setTimeout as sleep } from 'node:timers/promises';
import { DevgenError } from '@devgen/runtime/contract';
import { selectsOf } from '../../config/outputs/selects.ts';
import type { Warning } from '../../report/outcome.ts';
import type { WatchEvent } from '../../report/watch-text.ts';
import type { Asked, CollectRequest } from './collect.ts';
import { diff } from './diff.ts';
import { pull } from './pull.ts';
import { WatchedChanges } from './watched-changes.ts';
import { openWorkspaces, type Place } from './workspace.ts';

export interface WatchRequest extends Place, Omit<CollectRequest, 'only'> {
  /** Milliseconds between looks at a source that does not tell by itself. */
  readonly period: number;
  /** Tell what a pull would change, and write nothing. */
  readonly dry: boolean;
  readonly onEvent: (event: WatchEvent) => void;
}

/** Milliseconds that a change may have company. */
const SETTLE = 500;

/** Pulls everything, then again and again what changed, until the signal. Rejects when the first pull does. */
export async function watch(request: WatchRequest): Promise<void> {
  const { onEvent } = request;
  const { config, all } = await openWorkspaces(request, request);
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const onWarning = (warning: Warning): void => onEvent({ event: 'warning', warning });
  const changes = new WatchedChanges({ ...request, signal, onWarning });
  const parts = all.map((workspace) => selectsOf(workspace.config.output));
  const { listening, ended } = changes.watch(
    config.sources.filter(({ name }) => parts.some((part) => part.source(name))),
  );
  try {
    await Promise.all([ended, lookAgain(listening, changes, { ...request, signal })]);
  } finally {
    stop.abort();
    await ended.catch(() => undefined);
  }
}

async function lookAgain(listening: Promise<unknown>, changes: WatchedChanges, request: WatchRequest): Promise<never> {
  // What changes after it was pulled is heard of.
  await listening;
  request.onEvent(await look(request));
  for (let told = ''; ;) told = await lookAt(await changes.take(SETTLE), changes, request, told);
}

/** What could not be looked at is looked at again, and told once. Resolves to why, or to nothing. */
async function lookAt(
  devices: ReadonlyMap<string, Asked>,
  changes: WatchedChanges,
  request: WatchRequest,
  told: string,
): Promise<string> {
  const { onEvent, period, signal } = request;
  try {
    const event = await look({ ...request, only: devices });
    if (saysSomething(event)) onEvent(event);
    return '';
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DevgenError)) throw error;
    // Without a trace in the lock before and now.
    if (error.code === 'CONFIG.NOTHING_COMPARED') return '';
    if (error.message !== told) onEvent({ event: 'warning', warning: { code: error.code, text: error.message } });
    for (const [source, asked] of devices) changes.add(source, asked);
    await sleep(period, undefined, { signal });
    return error.message;
  }
}

async function look(request: WatchRequest & Pick<CollectRequest, 'only'>): Promise<WatchEvent> {
  return request.dry
    ? { event: 'diff', outcomes: await diff({ ...request, ref: undefined, live: true, uses: undefined }) }
    : { event: 'pull', outcomes: await pull({ ...request, globs: [], lockOnly: false, overwrite: false }) };
}

/** A device that was only restarted is as it was. */
function saysSomething(event: WatchEvent): boolean {
  if (event.event === 'warning') return true;
  return event.outcomes.all.some(({ data, reasons }) => {
    if (reasons.length > 0 || data.findings.length > 0) return true;
    return 'files' in data && (data.lockChanged || data.files.written.length + data.files.removed.length > 0);
  });
}
