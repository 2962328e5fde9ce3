import { DevgenError } from '../../../core/contract/errors.ts';
import type { CdrReader } from '../../codec/cdr-reader.ts';
import { ReplyStatus } from '../../codec/giop.ts';
import { readDevErrorList, readNamedDevErrorList } from '../../codec/idl/dev-error.ts';
import { protocolError } from '../../codec/protocol-error.ts';
import { readSystemException } from '../../codec/system-exception.ts';
import { SystemException, UserException } from './call-error.ts';

const DEV_FAILED = 'IDL:Tango/DevFailed:1.0';
const MULTI_DEV_FAILED = 'IDL:Tango/MultiDevFailed:1.0';

/** The result in a reply's body; throws what the server raised. `where` is the server's address. */
export function decodeReply<R>(
  status: number,
  reader: CdrReader,
  decode: (reader: CdrReader) => R,
  operation: string,
  where: string,
): R {
  try {
    if (status === ReplyStatus.noException) return decode(reader);
    if (status === ReplyStatus.userException) throw userException(reader, operation, where);
    if (status === ReplyStatus.systemException) throw systemException(reader, operation, where);
  } catch (error) {
    if (error instanceof DevgenError) throw error;
    throw protocolError(`the reply to ${operation} from ${where} cannot be read`, error);
  }
  throw protocolError(`the reply to ${operation} from ${where} has status ${status}`);
}

function userException(reader: CdrReader, operation: string, where: string): UserException {
  const id = reader.string();
  if (id === MULTI_DEV_FAILED) {
    const named = readNamedDevErrorList(reader);
    const first = named[0]?.errors[0]?.description ?? 'no reason given';
    return new UserException(`${operation} at ${where} failed: ${first}`, [], named, { source: where });
  }
  if (id !== DEV_FAILED) throw protocolError(`the server at ${where} raised ${id}`);
  const errors = readDevErrorList(reader);
  const first = errors[0]?.description ?? 'no reason given';
  return new UserException(`${operation} at ${where} failed: ${first}`, errors, [], { source: where });
}

const HINTS: ReadonlyMap<string, string> = new Map([
  ['OBJECT_NOT_EXIST', 'The server was restarted or does not serve this device: ask the database again.'],
  ['BAD_OPERATION', 'The device is of an older IDL version than was assumed.'],
]);

function systemException(reader: CdrReader, operation: string, where: string): SystemException {
  const { exception, minor, completed } = readSystemException(reader);
  const code = `minor 0x${minor.toString(16)}, completed ${completed}`;
  return new SystemException(
    `${operation} at ${where} was refused: ${exception} (${code})`,
    completed,
    exception,
    minor,
    {
      source: where,
      hint: HINTS.get(exception),
    },
  );
}
