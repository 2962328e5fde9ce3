import { compareText } from '../model/lock/canonical.ts';
import { freeName } from '../model/names/free-name.ts';
import type { Lock } from '../model/lock/lock.ts';
import { isReservedType } from '../model/names/reserved.ts';
import { camelCase, isIdentifier, pascalCase } from '../model/names/words.ts';
import type { RegistryView } from './view.ts';

/** The devices of each source with their classes, without those that are gone. */
export function registryView(
  lock: Lock,
  header: readonly string[],
  pathOf: (stem: string) => string,
  stemOf: (className: string) => string,
): RegistryView {
  const used = new Set<string>();
  const taken = new Set(['devices', 'classes']);
  const types = new Set(lock.classes.keys());
  const sources = [...lock.sources]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([wire, { devices }]) => {
      const present = [...devices].filter(([, { gone }]) => gone !== true).toSorted(([a], [b]) => compareText(a, b));
      for (const [, entry] of present) used.add(entry.class);
      const base = identifier(camelCase(wire));
      const name = freeName(base, (candidate) => taken.has(candidate));
      taken.add(name);
      const type = freeName(
        `${pascalCase(name)}Devices`,
        (candidate) => types.has(candidate) || isReservedType(candidate),
      );
      types.add(type);
      return { name, type, wire, devices: present.map(([device, entry]) => ({ device, class: entry.class })) };
    });
  return {
    header,
    table: pathOf('registry-table'),
    classes: [...used].toSorted(compareText).map((name) => ({ name, path: pathOf(stemOf(name)) })),
    sources,
  };
}

function identifier(text: string): string {
  return isIdentifier(text) && !WORDS.has(text) ? text : `_${text}`;
}

/** Reserved words that a source might be called; a constant cannot. */
const WORDS: ReadonlySet<string> = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for function
  if implements import in instanceof interface let new null package private protected public return static super switch this
  throw true try typeof var void while with yield arguments eval undefined`.split(/\s+/),
);
