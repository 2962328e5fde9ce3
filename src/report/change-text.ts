import type { Change, Words } from '../model/diff/difference.ts';
import { oneLine } from './table.ts';

/** How much of a side is printed; the whole of it is in `--json`. */
const most = 48;

/** What became of the older side: `f64 -> i32`, or what there is of the only side that has it. */
export function changeText(change: Change): string {
  const { rule, before, after, nearest, detail } = change;
  switch (rule) {
    case 'MEMBER_MISSING':
    case 'MEMBER_ABSENT':
      return `${sideText(before)}${nearest === undefined ? '' : `, perhaps now ${oneLine(nearest)}`}`;
    case 'MEMBER_EXTRA':
      return sideText(after);
    case 'DETAIL':
      return `${detail ?? ''} ${bothText(before, after, quoted)}`;
    case 'UNITS':
      return `units ${bothText(before, after)}`;
    case 'DEVICE_ALIAS':
      return `alias ${bothText(before, after)}`;
    case 'CLASS_RETIRED':
      return 'no device has it any more';
    case 'CLASS_REVIVED':
      return 'has devices again';
    case 'DEVICE_MOVED':
      return '';
    default:
      return before === undefined && after === undefined ? '' : bothText(before, after);
  }
}

function bothText(
  before: Words | undefined,
  after: Words | undefined,
  phrase = (text: string): string => text,
): string {
  if (Array.isArray(before) && Array.isArray(after)) return listsText(before, after);
  const [old, now] = [sideText(before), sideText(after)];
  return `${phrase(excerpt(old, now))} -> ${phrase(excerpt(now, old))}`;
}

/** A sentence, which would run into what stands around it. */
function quoted(text: string): string {
  return text.includes(' ') ? `"${text}"` : text;
}

/** Of long lists what is new in them and what is not there any more. */
function listsText(before: readonly string[], after: readonly string[]): string {
  const [old, now] = [sideText(before), sideText(after)];
  if (old.length <= most && now.length <= most) return `${old} -> ${now}`;
  const gone = before.filter((word) => !after.includes(word));
  const fresh = after.filter((word) => !before.includes(word));
  const parts = [gone.length > 0 ? `without ${listText(gone)}` : '', fresh.length > 0 ? `with ${listText(fresh)}` : ''];
  const told = parts.filter(Boolean).join(', ');
  return `${before.length} -> ${after.length}, ${told === '' ? 'in another order' : told}`;
}

function listText(words: readonly string[]): string {
  return shortened(words.map(oneLine).join(', '), 0);
}

function sideText(words: Words | undefined): string {
  if (words === undefined) return 'none';
  if (typeof words === 'string') return oneLine(words);
  return words.length === 0 ? 'none' : words.map(oneLine).join(', ');
}

/** Of a long text the part that is otherwise than in the other one. */
function excerpt(text: string, other: string): string {
  let same = 0;
  while (same < text.length && text[same] === other[same]) same += 1;
  return shortened(text, Math.max(0, Math.min(same - 12, text.length - most)));
}

function shortened(text: string, from: number): string {
  if (text.length <= most) return text;
  const end = from + most < text.length ? '…' : '';
  return `${from > 0 ? '…' : ''}${text.slice(from, from + most)}${end}`;
}
