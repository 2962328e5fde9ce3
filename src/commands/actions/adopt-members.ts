import type { PackageConfig } from '../../config/config.ts';
import type { ConfigEdit } from '../../config/edit/edit-config.ts';
import { overlaid } from '../../config/overlay/apply-overlay.ts';
import { memberTargets } from '../../config/overlay/overlay-targets.ts';
import { type Edited, editedPackage } from '../../config/write-config.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { inverted } from '../../model/merge/ledger.ts';
import type { Edits, LeftEdit, MemberEdit } from '../../reader/adopt/edits.ts';
import type { CarriedData } from '../../report/adopt-text.ts';

export interface CarriedMembers extends Edited<PackageConfig> {
  readonly edits: readonly ConfigEdit[];
  readonly carried: readonly CarriedData[];
  readonly left: readonly LeftEdit[];
}

interface Step {
  readonly edits: readonly ConfigEdit[];
  readonly told: CarriedData;
}

/** The edits as lines of the overlay, of the class itself; those that it cannot say are left. */
export async function carryMembers(
  config: PackageConfig,
  lock: Lock,
  className: string,
  edits: Edits,
): Promise<CarriedMembers> {
  const steps = [
    ...classSteps(config, className, edits),
    ...edits.members.map((edit) => memberStep(config, lock, className, edit)),
  ];
  const all = await tried(config, lock, steps);
  if (!(all instanceof Error))
    return { ...all, edits: steps.flatMap((step) => step.edits), carried: steps.map(({ told }) => told), left: [] };
  // One of them is to blame: the others need not wait for it.
  const kept: Step[] = [];
  const left: LeftEdit[] = [];
  for (const step of steps) {
    const next = await tried(config, lock, [...kept, step]);
    if (!(next instanceof Error)) kept.push(step);
    else left.push({ line: step.told.line, text: `${step.told.kind} ${step.told.of}`, why: whyOf(next) });
  }
  const some = await tried(config, lock, kept);
  if (some instanceof Error) throw some;
  return { ...some, edits: kept.flatMap((step) => step.edits), carried: kept.map(({ told }) => told), left };
}

async function tried(
  config: PackageConfig,
  lock: Lock,
  steps: readonly Step[],
): Promise<Edited<PackageConfig> | Error> {
  try {
    const after = await editedPackage(
      config,
      steps.flatMap(({ edits }) => edits),
    );
    overlaid(lock, after.config.overlay);
    return after;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CONFIG.')) return error;
    throw error;
  }
}

function whyOf(error: Error & { readonly reason?: string }): string {
  return [error.message, error.reason ?? ''].join('. ');
}

function classSteps({ overlayPath }: PackageConfig, className: string, { document }: Edits): readonly Step[] {
  if (document === undefined) return [];
  const { text, line } = document;
  return [
    {
      edits: [{ path: [...overlayPath, 'classes', className, 'document'], value: text }],
      told: { kind: 'document', line, of: className, to: text },
    },
  ];
}

function memberStep(config: PackageConfig, lock: Lock, className: string, edit: MemberEdit): Step {
  const path = [...config.overlayPath, 'classes', className, 'members', targetOf(config, lock, className, edit.member)];
  const told = { kind: edit.kind, line: edit.line, of: `${className}.${edit.member}` };
  switch (edit.kind) {
    case 'rename':
      return { edits: [{ path: [...path, 'rename'], value: edit.to }], told: { ...told, to: edit.to } };
    case 'hide':
      return { edits: [{ path: [...path, 'hide'], value: true }], told };
    case 'document':
      return { edits: [{ path: [...path, 'document'], value: edit.text }], told: { ...told, to: edit.text } };
    case 'retype': {
      const to = edit.retype.map(({ keys, value }) => `${keys.join(' ')} ${wordsOf(value)}`).join(', ');
      return {
        edits: edit.retype.map(({ keys, value }) => ({ path: [...path, 'retype', ...keys], value })),
        told: { ...told, to },
      };
    }
  }
}

/** With the number that each label stands for: it is only the order that says it. */
function wordsOf(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.map((label, index) => `${index} = ${label}`).join(', ');
}

/** As the class's own entry names the member already, or the name that the lock has for it. */
function targetOf(config: PackageConfig, lock: Lock, className: string, member: string): string {
  const id = lock.classes.get(className)?.id ?? '';
  const key = overlaid(lock, config.overlay).lock.ledger.members.get(id)?.get(member) ?? '';
  const entry = config.overlay.find(({ kind, target }) => kind === 'class' && target === className);
  const known = entry?.members.find((each) => {
    const keys = memberTargets(lock, className, each);
    return keys.length === 1 && keys[0] === key;
  });
  return known?.target ?? inverted(lock.ledger.members.get(id)).get(key) ?? member;
}
