import { publishedText, type PublishedData } from './generate-text.ts';
import type { Paint } from './style.ts';

export interface BuildData {
  readonly package: string;
  readonly version: string;
  /** What changed in the folder of the build; paths are relative to it. */
  readonly files: PublishedData;
}

export function buildText({ package: name, version, files }: BuildData, paint: Paint): string {
  return [
    publishedText(`${name}@${version}`, files, paint),
    `${paint('cyan', '→')} ${paint('bold', `npm publish ./${files.dir}`)}`,
  ].join('\n');
}
