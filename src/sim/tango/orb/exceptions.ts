import type { CdrWriter } from '@devgen/runtime/tango/codec';

/** An exception that the IDL declares: its name there, and its members. */
export abstract class UserException extends Error {
  abstract readonly repositoryId: string;
  abstract write(writer: CdrWriter): void;
}

/** What an ORB says where no object of it can answer; nothing was carried out. */
export class SystemException extends Error {
  /** `BAD_OPERATION` */
  readonly exception: string;
  readonly minor: number;

  constructor(exception: string, minor = 0) {
    super(exception);
    this.exception = exception;
    this.minor = minor;
  }
}

/** omniORB's minor codes, which Tango clients know. */
export const objectNotExist = (): SystemException => new SystemException('OBJECT_NOT_EXIST', 0x4f4d0001);
export const badOperation = (): SystemException => new SystemException('BAD_OPERATION', 0x41540026);
