import { duplicateKey, lineAt } from './json-scan.ts';
import { LOCK_FORMAT, type Lock } from './lock.ts';
import { checkLock } from './check-lock.ts';
import { lockError, takeOneSide } from './lock-error.ts';
import { readFacts } from './lock-facts.ts';
import { printLock } from './print-lock.ts';

/**
 * The lock of a text; `where` names the file in errors. Refused are a text cut off, with the marks of a merge, of a
 * newer format, with a key twice, with other bytes than devgen writes, and names that belong to two things.
 */
export function parseLock(text: string, where: string): Lock {
  const lines = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  const conflict = /^(?:<{7}|={7}|>{7})(?: |$)/m.exec(lines);
  if (conflict !== null) {
    const line = lineAt(lines, conflict.index);
    throw lockError('CONFLICT', where, `holds the marks of an unfinished merge at line ${line}`, takeOneSide(where));
  }
  const data = parseJson(lines, where);
  const lock = readFacts(data, where);
  const canonical = printLock(lock);
  if (canonical !== lines) throw notCanonical(lines, canonical, where);
  checkLock(lock, lines, where);
  return lock;
}

function parseJson(text: string, where: string): Readonly<Record<string, unknown>> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (text.trimEnd().at(-1) !== '}' || /end of JSON/.test(why))
      throw lockError('TRUNCATED', where, `ends in the middle (${text.length} characters)`);
    throw (
      duplicate(text, where) ??
      lockError('SYNTAX', where, `is not JSON${lineIn(text, why)}: ${why}`, takeOneSide(where))
    );
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw lockError('INVALID', where, 'is not a lock: no object');
  const { format } = data as { format?: unknown };
  if (typeof format !== 'number') throw lockError('INVALID', where, 'is not a lock: it has no format number');
  if (format > LOCK_FORMAT) {
    const why = `has format ${format}, this devgen reads up to ${LOCK_FORMAT}`;
    throw lockError('NEWER', where, why, 'Install the devgen that wrote it: npm install devgen@latest');
  }
  return data as Readonly<Record<string, unknown>>;
}

/** What both sides of a merge wrote: often the commas between them are missing too. */
function duplicate(text: string, where: string): Error | undefined {
  const twice = duplicateKey(text);
  if (twice === undefined) return undefined;
  const why = `has the key ${JSON.stringify(twice.key)} twice, the second at line ${twice.line}: two branches gave one name to two things`;
  return lockError('DUPLICATE', where, why, takeOneSide(where));
}

/** The engine's words name an offset only. */
function lineIn(text: string, why: string): string {
  const offset = /at position (\d+)/.exec(why)?.[1];
  return offset === undefined ? '' : ` at line ${lineAt(text, Number(offset))}`;
}

function notCanonical(text: string, canonical: string, where: string): Error {
  const twice = duplicate(text, where);
  if (twice !== undefined) return twice;
  const [written, expected] = [text.split('\n'), canonical.split('\n')];
  const at = written.findIndex((line, index) => line !== expected[index]);
  return lockError(
    'NOT_CANONICAL',
    where,
    `is not in the form that devgen writes, from line ${at < 0 ? written.length : at + 1} on: it was edited by hand or merged badly`,
    takeOneSide(where),
  );
}
