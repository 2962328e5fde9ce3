import { publishedText, type PublishedData } from './generate-text.ts';
import type { Paint } from './style.ts';
import { count } from './table.ts';

export interface CarriedData {
  readonly kind: 'rename' | 'hide' | 'document' | 'retype' | 'move';
  /** Of the edited file. */
  readonly line: number;
  /** `Motor.rbv`, or `Motor`. */
  readonly of: string;
  /** The new name, the text, the type, or the file that it is in now. */
  readonly to?: string;
}

export interface AdoptData {
  readonly package: string;
  readonly file: string;
  readonly class: string;
  readonly carried: readonly CarriedData[];
  /** What is in the edited file alone, which is kept for it. */
  readonly left: readonly { readonly line: number; readonly text: string; readonly why: string }[];
  readonly files: PublishedData;
}

export function adoptText(data: AdoptData, paint: Paint): string {
  const { file, carried, left } = data;
  const lines = carried.map(({ kind, line, of, to }) => {
    const end = to === undefined ? '' : `: ${to.split('\n')[0]}`;
    return `${paint('green', '+')} ${file}:${line} ${paint('bold', kind)} ${of}${end}`;
  });
  lines.push(...left.map(({ line, text, why }) => `${paint('red', '✖')} ${file}:${line} ${text}\n  ${why}`));
  if (carried.length + left.length === 0) lines.push(`${paint('dim', '=')} ${file} is as devgen wrote it`);
  lines.push(publishedText(data.package, data.files, paint));
  if (left.length > 0)
    lines.push(
      `${paint('cyan', '→')} ${file} is kept for ${count(left.length, 'edit')} of it; ` +
        `take them elsewhere, then ${paint('bold', 'devgen generate --overwrite')}`,
    );
  return lines.join('\n');
}
