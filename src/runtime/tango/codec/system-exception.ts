import type { CdrReader } from './cdr-reader.ts';
import type { CdrWriter } from './cdr-writer.ts';
import { protocolError } from './protocol-error.ts';

const COMPLETED = ['YES', 'NO', 'MAYBE'] as const;

/** What an ORB says instead of the device. */
export interface SystemExceptionBody {
  /** `OBJECT_NOT_EXIST`, without `IDL:omg.org/CORBA/` and the version. */
  readonly exception: string;
  /** Vendor and reason. */
  readonly minor: number;
  /** Whether the device carried the call out. */
  readonly completed: (typeof COMPLETED)[number];
}

export function readSystemException(reader: CdrReader): SystemExceptionBody {
  const id = reader.string();
  const minor = reader.u32();
  const completed = COMPLETED[reader.u32()];
  if (completed === undefined) throw protocolError('a system exception of unknown completion');
  return { exception: /^IDL:.*\/([^/:]+):[\d.]+$/.exec(id)?.[1] ?? id, minor, completed };
}

export function writeSystemException(writer: CdrWriter, body: SystemExceptionBody): void {
  writer.string(`IDL:omg.org/CORBA/${body.exception}:1.0`);
  writer.u32(body.minor);
  writer.u32(COMPLETED.indexOf(body.completed));
}
