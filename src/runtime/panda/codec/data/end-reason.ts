import { protocolError } from '../protocol-error.ts';

/** Why a capture ended, in the server's words. */
export type EndReason =
  'Ok' | 'Disarmed' | 'Early disconnect' | 'Data overrun' | 'Framing error' | 'Driver data overrun' | 'DMA data error';

/** How a capture ended. */
export interface CaptureEnd {
  /** Samples that the server sent in all. */
  readonly samples: number;
  /** One of {@link EndReason}, or a new one of a newer server. */
  readonly reason: EndReason | (string & {});
}

/** The text behind `END `: `150 Ok`. Throws PANDA.PROTOCOL. */
export function parseEnd(text: string): CaptureEnd {
  const [, samples, reason] = /^(\d{1,15}) (\S.{0,100})$/.exec(text) ?? [];
  if (samples === undefined || reason === undefined)
    throw protocolError('an end that cannot be read', text.slice(0, 80));
  return { samples: Number(samples), reason };
}

/** Reasons that a person or program wanted; after all others data may be missing, and the last frame wrong. */
const GOOD: ReadonlySet<string> = new Set<EndReason>(['Ok', 'Disarmed', 'Early disconnect']);

export function isGoodEnd({ reason }: CaptureEnd): boolean {
  return GOOD.has(reason);
}

const KNOWN: readonly string[] = [
  ...GOOD,
  'Data overrun',
  'Framing error',
  'Driver data overrun',
  'DMA data error',
] satisfies readonly EndReason[] | readonly string[];

/** Whether the bytes are the line of an end, for the one format whose samples have no frame around them. */
export function isEndLine(text: string): boolean {
  const reason = /^END \d{1,15} (.+)$/.exec(text)?.[1];
  return reason !== undefined && KNOWN.includes(reason);
}
