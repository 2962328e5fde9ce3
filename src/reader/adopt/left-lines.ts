import type { Lines } from './class-file.ts';
import type { LeftEdit } from './edits.ts';

/**
 * Lines that a hand wrote or took away and that nothing said so far accounts for: neither as devgen wrote them, nor as
 * it will. Whatever kind of edit nobody thought of is found here.
 */
export function leftLines(
  before: string,
  edited: string,
  wanted: string,
  accounted: readonly Lines[],
): readonly LeftEdit[] {
  const [old, now, then] = [before, edited, wanted].map((text) => text.split('\n').map((line) => line.trim()));
  const known = new Set([...(old ?? []), ...(then ?? [])]);
  const isAccounted = (line: number): boolean => accounted.some(({ from, to }) => from <= line && line <= to);
  const left: LeftEdit[] = [];
  for (const [index, text] of (now ?? []).entries())
    if (text !== '' && !known.has(text) && !isAccounted(index + 1))
      left.push({ line: index + 1, text, why: 'No overlay can say this.' });
  const [written, kept, coming] = [new Set(old), new Set(now), new Set(then)];
  let last = 0;
  for (const text of old ?? []) {
    if (kept.has(text)) last = (now ?? []).indexOf(text, last) + 1 || last;
    // A line in whose place a new one stands was changed, and is told as that one.
    else if (text !== '' && coming.has(text) && written.has(now?.[last] ?? ''))
      left.push({ line: last, text, why: 'It was removed behind this line, and comes again.' });
  }
  return left.toSorted((a, b) => a.line - b.line);
}
