import { compareText } from '../model/lock/canonical.ts';
import { freeName } from '../model/names/free-name.ts';
import type { Lock } from '../model/lock/lock.ts';
import { isIdentifier } from '../model/names/letters.ts';
import { camelCase, pascalCase } from '../model/names/words.ts';
import type { RegistryView } from './view.ts';

/** The class that a registry gives of a device, and the module that exports it. */
export type ClassOf = (
  source: string,
  device: string,
  className: string,
) => { readonly name: string; readonly path: string };

/** The devices of each source with their classes, without those that are gone. */
export function registryView(
  lock: Lock,
  header: readonly string[],
  pathOf: (stem: string) => string,
  classOf: ClassOf,
): RegistryView {
  const named = nameSources(lock.sources.keys());
  const present = [...lock.sources]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([wire, { devices }]) => ({
      wire,
      devices: [...devices]
        .filter(([, { gone }]) => gone !== true)
        .toSorted(([a], [b]) => compareText(a, b))
        .map(([device, entry]) => ({ device, of: classOf(wire, device, entry.class) })),
    }));
  const used = new Map(present.flatMap(({ devices }) => devices.map(({ of }) => [of.name, of.path] as const)));
  // What the file exports keeps its name whatever classes there are: they are what is renamed, for this file only.
  const exported = new Set([...named.values()].flatMap(({ name, type }) => [name, type]));
  const aliases = new Map<string, string>();
  for (const name of [...used.keys()].toSorted(compareText))
    if (exported.has(name))
      aliases.set(
        name,
        freeName(`${name}_`, (local) => exported.has(local) || used.has(local)),
      );
  return {
    header,
    table: pathOf('registry-table'),
    classes: [...used]
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([name, path]) => ({ name, alias: aliases.get(name) ?? null, path })),
    sources: present.map(({ wire, devices }) => ({
      ...(named.get(wire) ?? { name: '', type: '' }),
      wire,
      devices: devices.map(({ device, of: { name } }) => ({ device, class: name, type: aliases.get(name) ?? name })),
    })),
  };
}

/** The constant and the interface of each source, from its name alone. */
function nameSources(sources: Iterable<string>): ReadonlyMap<string, { readonly name: string; readonly type: string }> {
  const taken = new Set(['devices', 'classes']);
  const names = new Map<string, { readonly name: string; readonly type: string }>();
  for (const wire of [...sources].toSorted(compareText)) {
    const name = freeName(identifier(camelCase(wire)), (candidate) => taken.has(candidate));
    const words = pascalCase(name);
    const type = freeName(`${isIdentifier(words) ? '' : '_'}${words}Devices`, (candidate) => taken.has(candidate));
    taken.add(name).add(type);
    names.set(wire, { name, type });
  }
  return names;
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
