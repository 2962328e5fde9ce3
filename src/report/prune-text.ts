import { publishedText, type PublishedData } from './generate-text.ts';
import type { Paint } from './style.ts';
import { oneLine } from './table.ts';

export interface PruneData {
  readonly package: string;
  /** Those that were gone. */
  readonly devices: readonly { readonly source: string; readonly device: string }[];
  /** Those that no device had. */
  readonly classes: readonly string[];
  readonly files: PublishedData;
}

export function pruneText({ package: name, devices, classes, files }: PruneData, paint: Paint): string {
  const lines = [
    ...devices.map(({ device }) => `${paint('red', '-')} device ${oneLine(device)}`),
    ...classes.map((each) => `${paint('red', '-')} class ${each}: its name stays kept for its interface`),
  ];
  if (lines.length === 0) lines.push(`${paint('dim', '=')} nothing to prune: no device is gone, no class without one`);
  lines.push(publishedText(name, files, paint));
  return lines.join('\n');
}
