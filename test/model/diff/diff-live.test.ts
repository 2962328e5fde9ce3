import { DevgenError } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { diffLive, type LiveDiff, type LiveOptions } from '../../../src/model/diff/diff-live.ts';
import { diffLocks } from '../../../src/model/diff/diff-locks.ts';
import type { DiffOptions } from '../../../src/model/diff/sides.ts';
import type { PulledSource } from '../../../src/model/merge/pulled.ts';
import { command, described, type DeviceFacts, type Facts, listed, rw, specOfFacts } from '../pulled-source.ts';
import { db, device, foldedKey, locked, told, withClassName, withMember } from './locks.ts';

const plain: Facts = { speed: [rw('Speed', { type: 'f64' })], 'stop()': [command('Stop')] };
const other: Facts = { ...plain, speed: [rw('Speed', { type: 'i32' })] };
const refused = new DevgenError('refused', { code: 'CONNECT.FAILED' });

/** What is found in the second look at a facility that the first one locked. */
function drift(before: PulledSource, after: PulledSource, more: Partial<LiveOptions> = {}): LiveDiff {
  return diffLive(locked(before), {
    pulled: [after],
    covers: () => true,
    isOffline: () => false,
    naming: 'camel',
    keyOf: () => foldedKey,
    ...more,
  });
}

/** A source on which some devices do not answer. */
function silent(answering: readonly DeviceFacts[], away: readonly DeviceFacts[]): PulledSource {
  return {
    name: 'db',
    kind: 'tango',
    listed: [...answering, ...away].map(listed),
    described: [
      ...answering.map(described),
      ...away.map((each) => ({ ok: false, found: listed(each), error: refused }) as const),
    ],
  };
}

describe('the facility beside the lock', () => {
  it('agrees with itself, whatever the case of a name', () => {
    const shouted: Facts = { ...plain, speed: [rw('SPEED', { type: 'f64' })] };
    expect(drift(db(device('m/1', plain)), db(device('m/1', plain)))).toMatchObject({ differences: [], compared: 1 });
    expect(told(drift(db(device('m/1', plain)), db(device('m/1', shouted))).differences)).toEqual([
      'DETAIL compatible Motor.speed m/1',
    ]);
  });

  it('tells of a type, once for all devices, from the lock to what is there', () => {
    const [before, after] = [plain, other].map((members) => db(device('m/1', members), device('m/2', members)));
    expect(drift(before!, after!).differences).toEqual([
      {
        rule: 'MEMBER_TYPE',
        severity: 'breaking',
        class: 'Motor',
        member: 'speed',
        source: 'Speed',
        before: 'f64',
        after: 'i32',
        devices: [
          { source: 'db', device: 'm/1' },
          { source: 'db', device: 'm/2' },
        ],
      },
    ]);
  });

  it('tells which devices went another way than their class', () => {
    const before = db(device('m/1', plain), device('m/2', plain), device('m/3', plain));
    const after = db(device('m/1', plain), device('m/2', other), device('m/3', plain));
    expect(told(drift(before, after).differences)).toEqual([
      'DEVICE_MOVED breaking Motor m/2',
      'MEMBER_TYPE breaking Motor.speed m/2',
      'CLASS_ADDED compatible Motor2',
    ]);
  });

  it('puts breaking differences first, and tells new devices from those that went', () => {
    const { differences } = drift(
      db(device('m/1', plain), device('m/2', plain)),
      db(device('m/2', plain), device('m/3', plain)),
    );
    expect(told(differences)).toEqual(['DEVICE_GONE breaking Motor m/1', 'DEVICE_ADDED compatible Motor m/3']);
  });

  it('is what a pull makes of it: then there is nothing more to tell', () => {
    const before = db(device('m/1', plain), device('m/2', plain));
    const after = db(device('m/2', other), device('m/3', plain, { alias: 'theta' }));
    const pulled = locked(before, after);
    const again = diffLive(pulled, {
      pulled: [after],
      covers: () => true,
      isOffline: () => false,
      naming: 'camel',
      keyOf: () => foldedKey,
    });
    expect(drift(before, after).differences.length).toBeGreaterThan(2);
    expect(again.differences).toEqual([]);
  });
});

describe('a device that does not answer', () => {
  it('is no difference, and is reported', () => {
    const { differences, compared, report } = drift(db(device('m/1', plain)), silent([], [device('m/1', plain)]));
    expect([differences, compared, report.unreachable.length]).toEqual([[], 0, 1]);
  });

  it('shows nothing of what became of its class', () => {
    const before = db(device('m/1', plain), device('m/2', plain));
    const { differences } = drift(before, silent([device('m/1', other)], [device('m/2', plain)]));
    expect(told(differences)).toEqual(['MEMBER_TYPE breaking Motor.speed m/1']);
  });

  it('of a source that is out of reach as a whole is no difference either', () => {
    const { differences, report } = drift(db(device('m/1', plain)), { name: 'db', kind: 'tango', error: refused });
    expect([differences, report.unreachable.map(({ class: name }) => name)]).toEqual([[], ['Motor']]);
  });
});

describe('a device that is gone', () => {
  const before = db(device('m/1', plain), device('m/2', other));

  it('is a difference, and its class is without devices', () => {
    expect(told(drift(before, db(device('m/1', plain))).differences)).toEqual([
      'DEVICE_GONE breaking Motor2 m/2',
      'CLASS_RETIRED compatible Motor2 m/2',
    ]);
  });

  it('is none where its absence is known', () => {
    const live = drift(before, db(device('m/1', plain)), { isOffline: (name) => name === 'm/2' });
    expect([live.differences, live.absent]).toEqual([[], [{ source: 'db', device: 'm/2', class: 'Motor2' }]]);
  });

  it('is none where it was not looked for', () => {
    const live = drift(before, db(device('m/1', plain)), { covers: (_, name) => name === 'm/1' });
    expect([live.differences, live.absent]).toEqual([[], []]);
  });
});

describe('a class that stands for several shapes', () => {
  const before = locked(db(device('m/1', plain)));
  const optional = withMember(before, 'Motor', 'speed', (member) => ({ ...member, optional: true }));
  const after = withClassName(optional, 'Motor', 'AnyMotor');
  const lines = (shown?: DiffOptions['shown']): readonly string[] =>
    told(diffLocks(before, after, { keyOf: () => foldedKey, ...(shown && { shown }) }).differences);

  it('says that a device may lack a member, where nobody asked the device', () => {
    expect(lines()).toContain('MEMBER_OPTIONAL breaking Motor.speed m/1');
  });

  it('leaves it to the device, where that was asked', () => {
    const lacking = specOfFacts('tango:Motor', { 'stop()': [command('Stop')] });
    expect(lines(() => lacking)).toEqual([
      'CLASS_ADDED compatible AnyMotor',
      'CLASS_REMOVED breaking Motor m/1',
      'DEVICE_MOVED breaking Motor m/1',
      'MEMBER_MISSING breaking Motor.speed m/1',
    ]);
    expect(lines(() => specOfFacts('tango:Motor', plain))).toContain('DEVICE_MOVED compatible Motor m/1');
  });
});
