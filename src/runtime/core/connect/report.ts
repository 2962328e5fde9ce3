import { ConnectError, type Failure } from './connect-error.ts';
import { mismatchLines } from './mismatch.ts';
import { andMore, printable } from '../support/printable.ts';

/** What several failures have in common: two with the same words are one entry. */
interface Cause {
  readonly lines: readonly string[];
  readonly hint: string | undefined;
}

interface Group {
  readonly names: string[];
  /** As the first of them says it, for a group of one. */
  readonly own: Cause;
  /** Without the address, the same for all. */
  readonly common: Cause;
}

/** How many names of a group are printed. */
const most = 4;

/**
 * The failures of a tree as text: a block a server, in it an entry a cause, so that two hundred devices behind one
 * dead server are one line.
 */
export function connectReport(failures: readonly Failure[], total: number): string {
  const servers = new Map<string, Map<string, Group>>();
  for (const failure of failures) {
    const server = failure.server ?? 'no connector';
    const groups = servers.get(server) ?? new Map<string, Group>();
    servers.set(server, groups);
    add(groups, failure);
  }
  const text = [`${failures.length} of ${total} did not connect`];
  for (const [server, groups] of servers) {
    text.push(printable(server));
    for (const group of groups.values()) text.push(...entry(group));
  }
  return text.join('\n');
}

function add(groups: Map<string, Group>, failure: Failure): void {
  const own = causeOf(failure, (text) => text);
  const common = causeOf(failure, (text) => withoutAddress(text, failure.address));
  const key = JSON.stringify(common.lines);
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { names: [printable(failure.name)], own, common });
  else group.names.push(printable(failure.name));
}

function causeOf({ error }: Failure, phrase: (text: string) => string): Cause {
  const hint = error.hint === undefined ? undefined : phrase(error.hint);
  if (error instanceof ConnectError && error.findings.length > 0) {
    return { lines: mismatchLines(String(error.expected), error.findings), hint };
  }
  return { lines: phrase(`${error.code} ${error.message}`).split('\n'), hint };
}

function withoutAddress(text: string, address: string | undefined): string {
  return address === undefined || address === '' ? text : text.replaceAll(address, '…');
}

function entry({ names, own, common }: Group): string[] {
  const alone = names.length === 1;
  const [title = '', ...lines] = alone ? own.lines : common.lines;
  const hint = alone ? own.hint : common.hint;
  return [
    alone ? `  ${names[0]}: ${title}` : `  ${names.length} × ${title}: ${andMore(names, most)}`,
    ...lines.map((line) => `    ${line}`),
    ...(hint === undefined ? [] : [`    next: ${hint}`]),
  ];
}
