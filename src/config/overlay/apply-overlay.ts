import type { Lock, LockClass, LockMember } from '../../model/lock/lock.ts';
import type { ConfigError } from '../config-error.ts';
import { documentedDetails } from './documented-details.ts';
import { type ExtensionOf, extensionsOf } from './extensions.ts';
import { memberSettings, type Settings } from './member-settings.ts';
import { nameLabels } from './name-labels.ts';
import type { Overlay } from './overlay.ts';
import { overlayError, type OverlayProblem } from './overlay-problem.ts';
import { entryTarget, type EntryTarget } from './overlay-targets.ts';
import { renamedMembers } from './renamed-members.ts';
import { isFault, isSignal, retyped } from './retype.ts';

/** A lock as its user wants to see it. Never written: the facts stay what they are. */
export interface Overlaid {
  readonly lock: Lock;
  readonly extensionOf: ExtensionOf;
}

/** What is generated of a lock. Throws `CONFIG.OVERLAY_*` with the line of the first entry that cannot be followed. */
export function overlaid(lock: Lock, overlay: Overlay): Overlaid {
  const { errors, ...result } = apply(lock, overlay);
  const [first] = errors;
  if (first !== undefined) throw first;
  return result;
}

/** The same as far as it goes: of another commit's lock, or of what a facility shows now. */
export function overlaidAsFar(lock: Lock, overlay: Overlay): Lock {
  return apply(lock, overlay).lock;
}

function apply(lock: Lock, overlay: Overlay): Overlaid & { readonly errors: readonly ConfigError[] } {
  if (overlay.length === 0) return { lock, extensionOf: () => undefined, errors: [] };
  const errors: ConfigError[] = [];
  const problem: OverlayProblem = (...facts) => errors.push(overlayError(...facts));
  const entries = overlay.map((entry) => ({ entry, target: entryTarget(lock, entry, problem) }));
  const extensionOf = extensionsOf(lock, entries, problem);
  const settings = memberSettings(lock, entries, problem);
  const docs = classDocs(entries);
  const classes = new Map(
    [...lock.classes].map(([name, of]) => [name, overlaidClass(of, docs.get(name), settings.get(name))]),
  );
  const shown = { ...lock, classes };
  const ledger = {
    ...lock.ledger,
    members: renamedMembers(shown, settings, problem),
  };
  const named = { ...shown, ledger, sources: documentedDetails(lock, settings) };
  return { lock: nameLabels(named, settings), extensionOf, errors };
}

/** An entry of the overlay and what it means in a lock. */
export type Aimed = { readonly entry: Overlay[number]; readonly target: EntryTarget };

function classDocs(entries: readonly Aimed[]): ReadonlyMap<string, string> {
  const docs = new Map<string, string>();
  for (const { entry, target } of entries)
    for (const name of entry.document === undefined ? [] : target.classes) docs.set(name, entry.document?.value ?? '');
  return docs;
}

function overlaidClass(of: LockClass, doc: string | undefined, settings: Settings | undefined): LockClass {
  if (doc === undefined && settings === undefined) return of;
  const members = new Map<string, LockMember>();
  for (const [key, member] of of.members) {
    const setting = settings?.get(key);
    if (setting?.hide?.value !== true) members.set(key, overlaidMember(member, setting));
  }
  return { ...of, ...(doc !== undefined && { doc }), members };
}

function overlaidMember(member: LockMember, setting: NonNullable<ReturnType<Settings['get']>> = {}): LockMember {
  const { document, retype, role } = setting;
  const narrowed = retype && retyped(member, retype.value);
  const shown = narrowed === undefined || isFault(narrowed) ? member : narrowed;
  return {
    ...shown,
    ...(document && { meta: { ...shown.meta, description: document.value } }),
    ...(role && isSignal(shown) && { role: role.value }),
  };
}
