import { publishedText, type PublishedData } from './generate-text.ts';
import type { Paint } from './style.ts';
import { count, oneLine } from './table.ts';

export interface RenamedName {
  /**
   * A file's name is relative to the package's folder, a member's has its class before it, an entry is one of the config,
   * by its path of keys, with its value where that is what changed.
   */
  readonly kind: 'class' | 'member' | 'file' | 'type' | 'entry';
  readonly from: string;
  readonly to: string;
}

export interface RenameData {
  readonly package: string;
  readonly kind: 'class' | 'member';
  /** What was asked for first, then all that is named from it. */
  readonly renamed: readonly RenamedName[];
  /** How many devices have the class, or a class with the member. */
  readonly devices: number;
  /** Whether a class without a device made room for it. */
  readonly replaced: boolean;
  readonly files: PublishedData;
}

export function renameText(data: RenameData, paint: Paint): string {
  const lines = data.renamed.map(
    ({ kind, from, to }) => `${paint('yellow', '~')} ${kind} ${oneLine(from)} is now ${oneLine(to)}`,
  );
  const [first] = data.renamed;
  if (data.replaced && first) lines.unshift(`${paint('red', '-')} class ${first.to}: no device had it`);
  lines.push(publishedText(data.package, data.files, paint));
  lines.push(
    paint('dim', `${count(data.devices, 'device')} of it; in your own code the compiler finds what has the old name.`),
  );
  return lines.join('\n');
}
