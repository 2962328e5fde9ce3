import { beforeAll, describe, expect, it } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { fixtureLock } from '../render/packages.ts';
import { under } from './overlay.ts';

let lock: Lock;
beforeAll(async () => {
  lock = await fixtureLock('tango-test');
});

async function hint(overlay: string): Promise<unknown> {
  return under(lock, overlay).catch((error: { hint: string }) => error.hint);
}

describe('an entry that cannot be followed is an error with its line', () => {
  it.each([
    [
      'a class that is gone',
      'TARGET',
      9,
      'The lock has no class TangoTst',
      `  classes:\n    TangoTst: { document: a }\n`,
    ],
    ['a glob of no class', 'TARGET', 9, 'The lock has no class Motor*', `  classes:\n    Motor*: { document: a }\n`],
    [
      'a device that is gone',
      'TARGET',
      9,
      'The lock has no device sys/tg_test/9',
      `  devices:\n    sys/tg_test/9: { document: a }\n`,
    ],
    [
      'a member that is gone',
      'TARGET',
      11,
      'TangoTest has no member doubelScalar',
      `  classes:\n    TangoTest:\n      members:\n        doubelScalar:\n          hide: true\n`,
    ],
    [
      'some of the devices of a class',
      'PARTIAL',
      10,
      '*/*/1 means 1 of the 2 devices of TangoTest',
      `  devices:\n    # comment\n    '*/*/1': { document: a }\n`,
    ],
    [
      'two members of one name',
      'NAME',
      11,
      'Two members would be called ampli: "doubleScalar" and "ampli"',
      `  classes:\n    TangoTest:\n      members:\n        doubleScalar: { rename: ampli }\n`,
    ],
    [
      'two renames to one name',
      'NAME',
      12,
      'Two members would be called level: "doubleScalar" and "ampli"',
      `  classes:\n    TangoTest:\n      members:\n        ampli: { rename: level }\n        doubleScalar: { rename: level }\n`,
    ],
    [
      'a glob renamed',
      'NAME',
      9,
      'Two members would be called x',
      `  classes:\n    TangoTest: { members: { double*: { rename: x } } }\n`,
    ],
    [
      'no name',
      'NAME',
      9,
      '"1st" is no name for a member',
      `  classes:\n    TangoTest: { members: { ampli: { rename: 1st } } }\n`,
    ],
    [
      'a name of the runtime',
      'NAME',
      9,
      '"then" is no name for a member',
      `  classes:\n    TangoTest: { members: { ampli: { rename: then } } }\n`,
    ],
    [
      'labels of a double',
      'TYPE',
      9,
      'TangoTest.ampli cannot have this retype',
      `  classes:\n    TangoTest: { members: { ampli: { retype: { labels: [A] } } } }\n`,
    ],
    [
      'labels of labels',
      'TYPE',
      9,
      'TangoTest.enumScalar cannot',
      `  classes:\n    TangoTest: { members: { enumScalar: { retype: { labels: [A] } } } }\n`,
    ],
    [
      'labels that repeat',
      'TYPE',
      9,
      'TangoTest.wave cannot',
      `  classes:\n    TangoTest: { members: { wave: { retype: { labels: [A, A] } } } }\n`,
    ],
    [
      'a number of a text',
      'TYPE',
      9,
      'TangoTest.status cannot',
      `  classes:\n    TangoTest: { members: { status: { retype: { type: number } } } }\n`,
    ],
    [
      'more access than there is',
      'TYPE',
      9,
      'TangoTest.status cannot',
      `  classes:\n    TangoTest: { members: { status: { retype: { access: w } } } }\n`,
    ],
    [
      'a role of a command',
      'TYPE',
      9,
      'TangoTest.init cannot have this role',
      `  classes:\n    TangoTest: { members: { init: { role: read } } }\n`,
    ],
    [
      'a role of what is only written',
      'TYPE',
      9,
      'TangoTest.wave cannot have this role',
      `  classes:\n    TangoTest: { members: { wave: { role: read } } }\n`,
    ],
    [
      'two classes of one name',
      'NAME',
      9,
      'Two classes are called TangoTest',
      `  devices:\n    sys/tg_test/1: { extends: './a.ts#TangoTest' }\n`,
    ],
  ])('%s', async (_, code, line, summary, overlay) => {
    await expect(under(lock, overlay)).rejects.toMatchObject({
      code: `CONFIG.OVERLAY_${code}`,
      message: expect.stringContaining(summary),
      where: { file: '/x/devgen.yaml', line },
    });
  });

  it('with the name that was probably meant', async () => {
    expect(await hint('  classes: { TangoTst: { document: a } }\n')).toBe('Did you mean TangoTest?');
    expect(await hint('  classes: { TangoTest: { members: { doubelScalar: { hide: true } } } }\n')).toBe(
      'Did you mean doubleScalar?',
    );
    expect(await hint('  devices: { sys/tg_tst/1: { document: a } }\n')).toBe('Did you mean sys/tg_test/1?');
  });

  it('but a glob passes over what cannot have the setting, where something can', async () => {
    const { lock: shown } = await under(lock, "  classes: { TangoTest: { members: { '*': { role: read } } } }\n");
    const text = renderPackage(shown, { package: 'x' }).get('tango-test.ts')?.text ?? '';
    expect(text.match(/role: 'read'/g)?.length).toBeGreaterThan(10);
    expect(text).toMatch(/wave: \{ kind: 'w', source: 'wave', type: 'i16' \}/);
  });

  it('an own subclass within the generated package is refused', async () => {
    await expect(
      under(lock, "  classes: { TangoTest: { extends: './generated/devices/a.ts#A' } }\n"),
    ).rejects.toMatchObject({ code: 'CONFIG.VALUE', where: { line: 8 } });
  });
});
