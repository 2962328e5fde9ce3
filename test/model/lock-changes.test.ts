import { array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { lockChanges } from '../../src/model/lock/changes/lock-changes.ts';
import { type LockOutline, outlineOf, printOutline, readOutline } from '../../src/model/lock/changes/lock-outline.ts';
import { Facts } from '../../src/model/lock/lock-facts.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { renderClasses, renderPackage } from '../../src/render/render-package.ts';
import { manyClasses, SOUND, UNSOUND, windows } from '../commands/changes/lock-edits.ts';

vi.setConfig({ testTimeout: 300_000 });

const text = manyClasses();
const TOGETHER = 3;
const options = { package: '@bl01/devices', layout: 'worlds' } as const;

/** As it is remembered: by way of JSON; of so many entries together that a part has several spans. */
function outline(of: string): LockOutline {
  const known = outlineOf(parseLock(of, 'lock'), Buffer.from(of), TOGETHER);
  if (known === undefined) throw new Error('no outline');
  return readOutline(JSON.parse(JSON.stringify(printOutline(known))) as object);
}

const changes = (after: string, before = text): ReturnType<typeof lockChanges> =>
  lockChanges(outline(before), Buffer.from(after));

/** Each edit at many places. */
function* applied(edits: typeof SOUND): Iterable<readonly [name: string, after: string]> {
  for (const [name, edit] of Object.entries(edits))
    for (let which = 0; which < 40; which++) yield [name, edit(text, which * 7, which)] as const;
}

async function textsOf(of: string): Promise<ReadonlyMap<string, string>> {
  const files = renderPackage(parseLock(of, 'lock'), options);
  return new Map([...files].map(([path, file]) => [path, file.text]));
}

describe('the changes of a lock', () => {
  it('make of the classes that changed what the whole makes of them, and leave the others as they were', async () => {
    const edit = record({ name: constantFrom(...Object.keys(SOUND)), which: nat(99), other: nat(99) });
    let found = 0;
    await assert(
      asyncProperty(
        array(edit, { minLength: 1, maxLength: 4 }),
        array(edit, { minLength: 1, maxLength: 3 }),
        async (first, then) => {
          const [before = '', after = ''] = [first, [...first, ...then]].map((edits) =>
            edits.reduce((lock, { name, which, other }) => SOUND[name]!(lock, which, other), text),
          );
          const changed = changes(after, before);
          if (changed === undefined) return;
          found += 1;
          const files = renderClasses(changed.lock, changed.classes, options);
          const made = new Map([
            ...(await textsOf(before)),
            ...[...files].map(([path, file]) => [path, file.text] as const),
          ]);
          expect(made).toEqual(await textsOf(after));
          expect(changed.outline).toEqual(outlineOf(parseLock(after, 'lock'), Buffer.from(after), TOGETHER));
        },
      ),
      { numRuns: 100 },
    );
    expect(found).toBeGreaterThan(20);
  });

  it('are none of a lock that would be refused', () => {
    const refused = new Set<string>();
    for (const [name, after] of applied(UNSOUND)) {
      const isRefused = (() => {
        try {
          parseLock(after, 'lock');
          return false;
        } catch {
          return true;
        }
      })();
      if (!isRefused) continue;
      refused.add(name);
      expect([name, changes(after)]).toEqual([name, undefined]);
    }
    expect([...refused].toSorted()).toEqual(Object.keys(UNSOUND).toSorted());
  });

  it('are found of what a class says of itself', () => {
    const found = new Set<string>();
    for (const [name, after] of applied(SOUND)) if ((changes(after)?.classes.length ?? 0) > 0) found.add(name);
    const own = ['units', 'classDoc', 'newMember', 'fewerMembers', 'otherType', 'memberName', 'emptied', 'labels'];
    expect([...found].toSorted()).toEqual(own.toSorted());
  });

  it('are found whatever line ends the checkout gave it', () => {
    const after = SOUND['units']!(text, 3, 5);
    expect(changes(windows(after, 0, 0))?.classes).toEqual(changes(after)?.classes);
    expect(changes(after)?.classes).toHaveLength(1);
  });

  it('are read of the classes that changed, and of those that hold one as a block', () => {
    const before = outline(text);
    const pcap = [...before.classes.keys()].indexOf('Pcap');
    const first = Buffer.from(SOUND['units']!(text, 0, 1));
    const second = Buffer.from(SOUND['newMember']!(text, pcap, 1));
    const read = vi.spyOn(Facts.prototype, 'class');
    const found = lockChanges(before, first);
    expect(found?.classes).toHaveLength(1);
    expect(read.mock.calls.map(([, at]) => at)).toEqual([`classes.${found?.classes[0]}`]);
    read.mockClear();
    expect(lockChanges(before, second)?.classes).toEqual(['PandA', 'Pcap']);
    expect(read.mock.calls.map(([, at]) => at)).toEqual(['classes.PandA', 'classes.Pcap', 'classes.Seq']);
    read.mockRestore();
  });
});
