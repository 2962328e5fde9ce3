import type { CaChannel } from '../client/ca-channel.ts';
import type { Io } from '../../core/contract/seam.ts';

/** Records whose text is longer than what the wire calls a string. */
const RECORDS: ReadonlySet<string> = new Set(['lsi', 'lso', 'printf']);

/** Where a channel's text may be found in full; undefined where it is short, or no text. */
export async function longTextOf(channel: CaChannel, io: Io): Promise<string | undefined> {
  const { name, info } = channel;
  const record = /^([^.]+)(?:\.VAL)?$/.exec(name)?.[1];
  if (record === undefined || info?.type !== 'string' || info.count !== 1) return undefined;
  // Who has no records says something else, or refuses.
  const type = await channel.recordType(io).catch(() => '');
  return RECORDS.has(type) ? `${record}.VAL$` : undefined;
}
