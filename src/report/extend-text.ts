import { publishedText, type PublishedData } from './generate-text.ts';
import { linked, type Paint } from './style.ts';

export interface ExtendData {
  readonly package: string;
  readonly class: string;
  /** The user's own: its file relative to the config's folder, and its name. */
  readonly subclass: { readonly file: string; readonly name: string };
  readonly config: string;
  readonly files: PublishedData;
}

export function extendText(data: ExtendData, paint: Paint): string {
  const { file, name } = data.subclass;
  return [
    `${paint('green', '+')} ${linked(paint, file, file)}: ${name} extends ${data.class}; it is yours`,
    `${paint('yellow', '~')} ${linked(paint, data.config, data.config)}: the registry gives ${name} in place of ${data.class}`,
    publishedText(data.package, data.files, paint),
  ].join('\n');
}
