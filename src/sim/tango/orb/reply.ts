import { CdrWriter, ReplyStatus, writeReply, writeSystemException } from '@devgen/runtime/tango/codec';
import { SystemException, UserException } from './exceptions.ts';
import type { Answer } from './servant.ts';

/** To which request, and in which version of GIOP. */
export interface ReplyTo {
  readonly id: number;
  readonly minor: number;
}

export function answerReply({ id, minor }: ReplyTo, answer: Answer): Uint8Array {
  return message((writer) => writeReply(writer, id, ReplyStatus.noException, answer, minor));
}

/** What was thrown, as far as a client can be told. */
export function failureReply({ id, minor }: ReplyTo, error: unknown): Uint8Array {
  if (error instanceof UserException) {
    return message((writer) =>
      writeReply(
        writer,
        id,
        ReplyStatus.userException,
        (body) => {
          body.string(error.repositoryId);
          error.write(body);
        },
        minor,
      ),
    );
  }
  const { exception, minor: code } = systemExceptionOf(error);
  const body = { exception, minor: code, completed: 'NO' } as const;
  return message((writer) =>
    writeReply(writer, id, ReplyStatus.systemException, (each) => writeSystemException(each, body), minor),
  );
}

/** Parameters that cannot be read are the client's fault, everything else is ours. */
function systemExceptionOf(error: unknown): SystemException {
  if (error instanceof SystemException) return error;
  const isMalformed = error instanceof Error && 'code' in error && error.code === 'TANGO.PROTOCOL';
  return new SystemException(isMalformed ? 'MARSHAL' : 'UNKNOWN');
}

export function message(write: (writer: CdrWriter) => void): Uint8Array {
  const writer = new CdrWriter();
  write(writer);
  return writer.written();
}
