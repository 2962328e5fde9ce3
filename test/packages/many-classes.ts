import type { Lock, LockClass } from '../../src/model/lock/lock.ts';
import { fixtureLock } from '../render/packages.ts';

/** A lock of so many classes, each like TangoTest: its class 7 is the same in all of them. */
export async function manyClasses(count: number): Promise<Lock> {
  const lock = await fixtureLock('tango-test');
  const of = lock.classes.get('TangoTest') as LockClass;
  const names = Array.from({ length: count }, (_, index) => `Device${index}`);
  const withoutLabels = new Map([...of.members].filter(([, member]) => !('labels' in member) && !('fields' in member)));
  const own = lock.ledger.members.get(of.id) ?? new Map<string, string>();
  return {
    ...lock,
    classes: new Map(names.map((name) => [name, { ...of, id: id(name), members: plain(withoutLabels) }])),
    labels: new Map(),
    sources: new Map([
      ['db', { kind: 'tango', devices: new Map(names.map((name) => [`a/b/${name.toLowerCase()}`, { class: name }])) }],
    ]),
    ledger: {
      classes: new Map(names.map((name) => [name, { id: id(name), interfaces: [of.interface] }])),
      files: new Map(names.map((name) => [name.toLowerCase(), name])),
      types: new Map(),
      members: new Map(names.map((name) => [id(name), own])),
    },
  };
}

function id(name: string): string {
  return `tango:${name}`;
}

/** Without arguments that are structures, which would have types of their own. */
function plain(members: LockClass['members']): LockClass['members'] {
  return new Map(
    [...members].filter(
      ([, member]) =>
        member.kind !== 'command' ||
        [member.in, member.out].every((value) => value?.fields === undefined && !value?.labels),
    ),
  );
}
