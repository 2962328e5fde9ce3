import type { MemberSpec } from '../../core/contract/spec.ts';
import type { PviKind } from './pvi-box.ts';

/** Why an IOC cannot serve a member of the native class that the box has; `undefined` for one that it should. */
export function gapOf(kind: PviKind, path: readonly string[], member: MemberSpec): string | undefined {
  const [block] = path;
  if (block === '*METADATA' || member.source === '*IDN') return 'the IOC does not serve the metadata of the box';
  if (member.source === 'LABEL' && kind === 'fastcs') return 'the IOC serves no labels of numbered blocks';
  if (kind === 'ioc' && member.source.endsWith('.SCALED')) return 'the IOC does not scale positions';
  if (kind === 'fastcs' && member.source.endsWith('.UNITS')) return 'the IOC does not serve units of positions';
  return undefined;
}

/** Why a member that is there cannot be written, or executed. */
export function refusalOf(kind: PviKind, member: MemberSpec): string | undefined {
  if (kind !== 'fastcs') return undefined;
  if (member.source.endsWith('.CAPTURE'))
    return 'the IOC keeps captures that are set for itself, and the box never hears';
  if (member.source === 'LABEL') return 'the IOC serves labels to be read only';
  if (member.kind === 'command') return 'the IOC sends =1 to an action, which the box refuses';
  return undefined;
}
