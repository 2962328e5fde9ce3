import type { Lock } from '../../model/lock/lock.ts';
import type { Aimed } from './apply-overlay.ts';
import type { Extension } from './overlay.ts';
import type { OverlayProblem } from './overlay-problem.ts';

/** The user's own subclass of a device, where there is one. */
export type ExtensionOf = (source: string, device: string, className: string) => Extension | undefined;

/** The last entry that means a device decides. Two classes of one name cannot both be in a registry. */
export function extensionsOf(lock: Lock, entries: readonly Aimed[], problem: OverlayProblem): ExtensionOf {
  const extending = entries.filter(({ entry }) => entry.extends !== undefined);
  const entryOf = (source: string, device: string, className: string): Aimed | undefined =>
    extending.findLast(({ target }) => target.isMeant(source, device, className));
  const origins = new Map<string, string>();
  for (const [source, { devices }] of extending.length === 0 ? [] : lock.sources)
    for (const [device, { class: className, gone }] of devices) {
      if (gone === true) continue;
      const placed = entryOf(source, device, className)?.entry.extends;
      const name = placed?.value.name ?? className;
      const origin = placed?.value.path ?? '';
      const other = origins.get(name);
      if (other === undefined) origins.set(name, origin);
      else if (other !== origin) {
        const where = placed?.where ?? extending.find(({ entry }) => entry.extends?.value.name === name)?.entry.where;
        if (where === undefined) continue;
        const why = `The registry would have it from ${[origin, other].map((file) => file || 'the generated package').join(' and from ')}.`;
        problem('CONFIG.OVERLAY_NAME', where, `Two classes are called ${name}`, why, 'Give one of them another name.');
        return () => undefined;
      }
    }
  return (source, device, className) => entryOf(source, device, className)?.entry.extends?.value;
}
