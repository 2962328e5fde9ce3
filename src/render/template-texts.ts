import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DevgenError } from '@devgen/runtime/contract';
import { compareText, sortedMap } from '../model/lock/canonical.ts';
import { hashText } from '../model/lock/hash.ts';
import { readText } from '../model/read-text.ts';

const DEFAULTS = fileURLToPath(new URL('../../templates/', import.meta.url));
export const SUFFIX = '.hbs';

export interface TemplateText {
  /** For messages. */
  readonly path: string;
  readonly text: string;
  /** Whether devgen has a template of the name. */
  readonly isKnown: boolean;
}

/** By name, sorted. */
export type TemplateTexts = ReadonlyMap<string, TemplateText>;

/** `folder` is the user's; a file in it that replaces no default is a partial for the others. */
export function readTemplates(folder: string | undefined): TemplateTexts {
  const texts = new Map<string, TemplateText>();
  for (const from of folder === undefined ? [DEFAULTS] : [DEFAULTS, folder]) {
    for (const file of list(from)) {
      const path = join(from, file);
      const text = (readText(path) ?? '').replaceAll('\r\n', '\n');
      const name = file.slice(0, -SUFFIX.length);
      const isDefault = from === DEFAULTS;
      texts.set(name, { path: isDefault ? file : path, text, isKnown: isDefault || texts.has(name) });
    }
  }
  return sortedMap(texts);
}

/** devgen's own, whatever a user's folder has. */
export function defaultTemplates(): TemplateTexts {
  return readTemplates(undefined);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(SUFFIX))
      .toSorted(compareText);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DevgenError(`the template folder ${folder} cannot be read: ${why}`, {
      code: 'TEMPLATE.FOLDER',
      source: folder,
      cause,
      hint: 'Correct `templates:` in devgen.yaml.',
    });
  }
}

/** The version of the templates, for the manifest: a hash over the text of all of them. */
export function templatesVersion(folder: string | undefined): string {
  const texts = readTemplates(folder);
  return hashText([...texts].map(([name, { text }]) => `${name}\0${text}`).join('\0'));
}
