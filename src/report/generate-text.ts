import { count } from './table.ts';
import { linked, type Paint } from './style.ts';

/** What a publication did to the package's folder; paths are relative to it. */
export interface PublishedData {
  readonly dir: string;
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Edited by hand, and therefore left. */
  readonly kept: readonly string[];
  readonly unchanged: number;
}

export interface GenerateData {
  readonly package: string;
  readonly files: PublishedData;
}

export function generateText(data: GenerateData, paint: Paint): string {
  return publishedText(data.package, data.files, paint);
}

/** dsconfig's manner: `+` is new or changed, `-` is removed. */
export function publishedText(name: string, files: PublishedData, paint: Paint): string {
  const { written, removed, unchanged, dir } = files;
  if (written.length + removed.length === 0)
    return `${paint('dim', '=')} ${name} in ${dir}: nothing to do, ${count(unchanged, 'file')} up to date`;
  const lines = [
    ...written.slice(0, 20).map((file) => `${paint('green', '+')} ${linked(paint, file, `${dir}/${file}`)}`),
    ...(written.length > 20 ? [paint('dim', `  and ${written.length - 20} more`)] : []),
    ...removed.map((file) => `${paint('red', '-')} ${file}`),
    `${paint('bold', name)} in ${dir}: ${count(written.length, 'file')} written, ${removed.length} removed, ${unchanged} unchanged`,
  ];
  return lines.join('\n');
}
