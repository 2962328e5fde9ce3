import type { Meta } from '@devgen/runtime';
import type { DocView } from './view.ts';

const LINE_END = /\r\n|[\n\r\u2028\u2029]/;
const NO_DOC: DocView = { one: null, many: null };

/** A comment of these lines; empty ones at either end are left out. `long` never takes the form on one line. */
export function docView(lines: readonly (string | undefined)[], long = false): DocView {
  const [only] = lines;
  // Most are of one line, and there are many.
  if (lines.length === 1 && only !== undefined && !long && !LINE_END.test(only)) {
    const one = only.trim();
    return one === '' ? NO_DOC : { one, many: null };
  }
  const said = lines.flatMap((line) => (line === undefined ? [] : LINE_END.test(line) ? line.split(LINE_END) : line));
  for (const [at, line] of said.entries()) said[at] = line.trim();
  while (said.at(-1) === '') said.pop();
  while (said[0] === '') said.shift();
  if (said.length === 0) return NO_DOC;
  return said.length === 1 && !long ? { one: said[0] ?? '', many: null } : { one: null, many: said };
}

/** What a person wants to know of a member: its wire name, what it is, its unit and range. */
export function memberDoc(source: string, meta: Meta): DocView {
  const what = sentence(meta.description ?? meta.label);
  const first = what === undefined ? `\`${source}\`` : `\`${source}\`: ${what}`;
  const said = [unitAndRange(meta), meta.expert === true ? 'For experts.' : undefined, sentence(meta.caveat)]
    .filter((fact) => fact !== undefined && fact !== '')
    .join(' ');
  if (said === '' || first.includes('\n')) return docView([first, said]);
  return docView([`${first}${what === undefined ? ': ' : ' '}${said}`]);
}

/** `In V, -10 to 10.` */
function unitAndRange({ units, limits }: Meta): string | undefined {
  const low = limits?.control?.low;
  const high = limits?.control?.high;
  const range =
    low !== undefined && high !== undefined
      ? `${low} to ${high}`
      : low !== undefined
        ? `at least ${low}`
        : high === undefined
          ? undefined
          : `at most ${high}`;
  if (units !== undefined) return range === undefined ? `In ${units}.` : `In ${units}, ${range}.`;
  return range === undefined ? undefined : `${range[0]?.toUpperCase()}${range.slice(1)}.`;
}

/** With a full stop at its end. */
function sentence(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  if (trimmed === undefined || trimmed === '') return undefined;
  return /[.!?:;]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
