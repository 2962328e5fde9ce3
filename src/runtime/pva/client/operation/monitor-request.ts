import type { MonitorOptions } from './monitor-event.ts';
import { type PvRequest, pvRequest } from './pv-request.ts';

/** What pvxs and pvAccessCPP keep for a client that says nothing. */
const QUEUE_SIZE = 4;

export function queueSizeOf({ queueSize = QUEUE_SIZE }: MonitorOptions): number {
  return Math.max(1, Math.floor(queueSize));
}

/** What is asked of the server, and how many updates may be under way at a time. */
export function monitorRequest(options: MonitorOptions): {
  readonly request: PvRequest;
  readonly window: number | undefined;
} {
  const { request = '', pipeline = false } = options;
  const queueSize = queueSizeOf(options);
  const wishes = pipeline ? ['pipeline=true'] : [];
  if (pipeline || options.queueSize !== undefined) wishes.push(`queueSize=${queueSize}`);
  const text = wishes.length === 0 ? request : `${request}record[${wishes.join(',')}]`;
  return { request: pvRequest(text), window: pipeline ? queueSize : undefined };
}
