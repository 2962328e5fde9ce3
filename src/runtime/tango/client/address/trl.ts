import { DevgenError } from '../../../core/contract/errors.ts';

/** A Tango resource locator, taken apart. Nothing was asked of anybody: an alias is still an alias. */
export interface Trl {
  /** `host:port`; absent where the default database is meant. */
  readonly host?: string;
  /** `domain/family/member`, or an alias, as it was typed. */
  readonly device: string;
  readonly alias: boolean;
  readonly attribute?: string;
  /** `false` for `#dbase=no`: the host is the server itself and no database is asked. */
  readonly dbase: boolean;
}

/**
 * `domain/family/member`, `alias`, each with `/attribute` behind it or `tango://host:port/` before it, and
 * `#dbase=no` at the end. Throws `ADDRESS.UNKNOWN` for everything else.
 */
export function parseTrl(text: string): Trl {
  const match = /^(?:tango:(?:\/\/)?)?(?:(?<host>[^\s/:#]+:\d{1,5})\/)?(?<path>[^#]*)(?<modifier>#.*)?$/i.exec(
    text.trim(),
  );
  const { host, path = '', modifier } = match?.groups ?? {};
  const fields = path.split('/');
  if (!fields.every((field) => FIELD.test(field)))
    throw malformed(text, 'a device is domain/family/member or an alias');
  const dbase = modifier === undefined || /^#dbase=yes$/i.test(modifier);
  if (!dbase && !/^#dbase=no$/i.test(modifier))
    throw malformed(text, 'only #dbase=no and #dbase=yes may follow the name');
  const alias = fields.length <= 2;
  if (fields.length > 4) throw malformed(text, 'a device is domain/family/member, and /attribute may follow');
  if (!dbase && alias) throw malformed(text, 'without a database there are no aliases');
  if (!dbase && host === undefined) throw malformed(text, '#dbase=no needs the host and port of the server');
  const parts = alias ? 1 : 3;
  return {
    ...(host === undefined ? {} : { host: host.toLowerCase() }),
    device: fields.slice(0, parts).join('/'),
    alias,
    ...(fields[parts] === undefined ? {} : { attribute: fields[parts] }),
    dbase,
  };
}

/** Names go into requests and messages: no blanks, no control characters, none of the separators. */
const FIELD = /^[^\s\p{Cc}:#/"'\\]+$/u;

function malformed(text: string, why: string): DevgenError {
  return new DevgenError(`"${text}" is not a Tango address: ${why}`, {
    code: 'ADDRESS.UNKNOWN',
    expected: 'domain/family/member or tango://host:port/domain/family/member[#dbase=no]',
    actual: text,
    hint: 'for example sys/tg_test/1 or tango://db:10000/sys/tg_test/1',
  });
}
