import type { AttributeConfig } from '../../client/types.ts';
import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';

export type Events = AttributeConfig['events'];

/** Of a device too old to send them. */
export const NO_EVENTS: Events = {
  changeRelative: 'Not specified',
  changeAbsolute: 'Not specified',
  period: 'Not specified',
  archiveRelative: 'Not specified',
  archiveAbsolute: 'Not specified',
  archivePeriod: 'Not specified',
};

export function readEvents(reader: CdrReader): Events {
  const changeRelative = reader.string();
  const changeAbsolute = reader.string();
  reader.strings();
  const period = reader.string();
  reader.strings();
  const archiveRelative = reader.string();
  const archiveAbsolute = reader.string();
  const archivePeriod = reader.string();
  reader.strings();
  return { changeRelative, changeAbsolute, period, archiveRelative, archiveAbsolute, archivePeriod };
}

export function writeEvents(writer: CdrWriter, events: Events): void {
  writer.string(events.changeRelative);
  writer.string(events.changeAbsolute);
  writer.strings([]);
  writer.string(events.period);
  writer.strings([]);
  writer.string(events.archiveRelative);
  writer.string(events.archiveAbsolute);
  writer.string(events.archivePeriod);
  writer.strings([]);
}
