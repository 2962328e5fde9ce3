import { DevgenError } from '@devgen/runtime/contract';
import { shellWord } from '../../report/shell-word.ts';
import { masked } from '../../config/credentials.ts';
import type { NewSource } from '../../config/new-config.ts';
import { freeName } from '../../model/names/free-name.ts';
import { sourceKinds } from '../../sources/registry.ts';

/** A source for each URL, under a name of its own; without URLs the Tango database of TANGO_HOST. */
export function newSources(urls: readonly string[]): readonly NewSource[] {
  const names = new Set<string>();
  return (urls.length === 0 ? ['env'] : urls).map((url) => {
    const found = recognised(url);
    if (found === undefined) throw unknownAddress(url);
    const name = freeName(found.name, (taken) => names.has(taken));
    names.add(name);
    return { name, kind: found.kind, address: url.replace(/\/$/, '') };
  });
}

function recognised(url: string): { readonly kind: string; readonly name: string } | undefined {
  for (const [kind, { nameAt }] of sourceKinds) {
    const name = nameAt(url);
    if (name !== undefined) return { kind, name };
  }
  return undefined;
}

function unknownAddress(url: string): DevgenError {
  const forms = [...sourceKinds.values()].flatMap((kind) => kind.addressForms);
  const known = `Known are ${forms.join(', ')} and env, which means TANGO_HOST.`;
  // Most likely the scheme was left out, or the mark of a server without a database.
  const meant = [`tango://${url}`, `${url}#dbase=no`, `tango://${url}#dbase=no`].find((guess) => recognised(guess));
  return new DevgenError(`${masked(url)} is not the address of a control system\n${known}`, {
    code: 'USAGE.ADDRESS',
    hint: `devgen init ${meant === undefined ? (forms[0] ?? 'env') : shellWord(masked(meant))}`,
  });
}
