import { publishedText, type PublishedData } from './generate-text.ts';
import type { Paint } from './style.ts';
import { oneLine } from './table.ts';

export interface PruneData {
  readonly package: string;
  /** Control systems that the config has no more. */
  readonly sources: readonly string[];
  /** Those that were gone, or of such a control system. */
  readonly devices: readonly { readonly source: string; readonly device: string }[];
  /** Those that no device had. */
  readonly classes: readonly string[];
  /** Entries of the config that mean nothing without them: `overlay.classes.Motor2`. */
  readonly entries: readonly string[];
  readonly files: PublishedData;
}

export function pruneText(data: PruneData, paint: Paint): string {
  const { package: name, sources, devices, classes, entries, files } = data;
  const lines = [
    ...sources.map((source) => `${paint('red', '-')} source ${oneLine(source)}: devgen.yaml has it no more`),
    ...devices.map(({ device }) => `${paint('red', '-')} device ${oneLine(device)}`),
    ...classes.map((each) => `${paint('red', '-')} class ${each}: its name stays kept for its interface`),
    ...entries.map((entry) => `${paint('red', '-')} ${oneLine(entry)} of devgen.yaml: what it means is gone`),
  ];
  if (lines.length === 0) lines.push(`${paint('dim', '=')} nothing to prune: no device is gone, no class without one`);
  lines.push(publishedText(name, files, paint));
  return lines.join('\n');
}
