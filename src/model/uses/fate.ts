import type { Difference, Words } from '../diff/difference.ts';
import type { Fate } from './broken.ts';

/** What a breaking difference makes of the names that it touches; `devices` is how many the class has. */
export function fateOf(found: Difference, devices: number): Fate {
  const { rule, class: name, member, before, after } = found;
  const some = found.devices.length > 0 && found.devices.length < devices;
  return {
    rule,
    class: name,
    ...(member !== undefined && { member }),
    became: becameText(found),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(some && { devices: found.devices }),
  };
}

function becameText({ rule, before, after, nearest }: Difference): string {
  const change = `${words(before)} -> ${words(after)}`;
  switch (rule) {
    case 'MEMBER_MISSING':
      return nearest === undefined ? 'removed' : `removed, perhaps now ${nearest}`;
    case 'MEMBER_RENAMED':
      return `renamed to ${words(after)}`;
    case 'MEMBER_OPTIONAL':
      return 'may be undefined';
    case 'MEMBER_WRITE':
      return change;
    case 'MEMBER_KIND':
    case 'MEMBER_TYPE':
    case 'MEMBER_SHAPE':
      return `type ${change}`;
    case 'ENUM_LABELS':
      return `labels ${change}`;
    case 'FIELDS':
      return `fields ${change}`;
    case 'VECTOR_KEYS':
      return `keys ${change}`;
    case 'CLASS_REMOVED':
      return 'class gone';
    case 'CLASS_RENAMED':
      return `class renamed to ${words(after)}`;
    case 'DEVICE_MOVED':
      return `device has class ${words(after)} now`;
    case 'DEVICE_ALIAS':
      return after === undefined ? 'alias gone' : `alias is ${words(after)} now`;
    default:
      return 'device gone';
  }
}

function words(side: Words | undefined): string {
  if (side === undefined) return 'none';
  return typeof side === 'string' ? side : side.join(', ');
}
