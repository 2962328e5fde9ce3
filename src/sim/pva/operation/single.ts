import { OK, type PvDataReader, type PvDataWriter, Sub } from '@devgen/runtime/pva/codec';
import { failure, isUnreadable, Refusal } from '../refusal.ts';
import type { Operation, OperationHost } from './operation.ts';

type Body = (writer: PvDataWriter) => void;

/** Reads a request and does it; the result is what follows the status. */
export type Execute = (sub: number, reader: PvDataReader) => Body | undefined | Promise<Body | undefined>;

/** An operation of questions and answers, one at a time. */
export function single(host: OperationHost, execute: Execute): Operation {
  let isBusy = false;
  let isClosed = false;

  const finish = (sub: number, answer: () => void): void => {
    isBusy = false;
    if (isClosed) return;
    answer();
    if ((sub & Sub.destroy) !== 0) host.end();
  };
  const succeed = (sub: number, body: Body | undefined): void => finish(sub, () => host.reply(sub, OK, body));
  const fail = (sub: number, error: unknown): void => finish(sub, () => host.reply(sub, failure(error)));

  return {
    request(sub, reader) {
      if (isBusy) {
        reader.skip(reader.remaining);
        return host.reply(sub, failure(new Refusal('other request pending')));
      }
      isBusy = true;
      let done: ReturnType<Execute>;
      try {
        done = execute(sub, reader);
      } catch (error) {
        if (isUnreadable(error)) throw error;
        return fail(sub, error);
      }
      if (!(done instanceof Promise)) return succeed(sub, done);
      done.then(
        (body) => succeed(sub, body),
        (error: unknown) => fail(sub, error),
      );
    },
    close() {
      isClosed = true;
    },
  };
}
