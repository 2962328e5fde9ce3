import { DevgenError } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { exitCodeOf, exitCodes, type ExitReason } from '../../src/report/exit-code.ts';
import { diagnose } from '../../src/report/failure.ts';
import { failureText } from '../../src/report/failure-text.ts';
import { progressLine, progressText } from '../../src/report/progress.ts';
import { unreachableText } from '../../src/report/reach-text.ts';
import { paintFor, plain } from '../../src/report/style.ts';
import { oneLine, table } from '../../src/report/table.ts';

describe('exit codes', () => {
  it('are the published table', () => {
    expect(exitCodes).toEqual({
      done: 0,
      bug: 1,
      cannot: 2,
      filesDiffer: 4,
      facilityDiffers: 5,
      breaking: 6,
      unreachable: 7,
      interrupted: 130,
      terminated: 143,
    });
  });

  it('the gravest wins', () => {
    const order: readonly ExitReason[] = [
      'interrupted',
      'terminated',
      'bug',
      'cannot',
      'breaking',
      'filesDiffer',
      'facilityDiffers',
      'unreachable',
    ];
    const told = order.map((_, index) => exitCodeOf(order.slice(index).toReversed()));
    expect(told).toEqual([130, 143, 1, 2, 6, 4, 5, 7]);
    expect(exitCodeOf([])).toBe(0);
  });
});

describe('a failure', () => {
  it('of devgen has its code, its causes and the next command', () => {
    const cause = new Error('connect ECONNREFUSED 127.0.0.1:1');
    const error = new DevgenError('db:1 does not answer\nTried once.', {
      code: 'SOURCE.UNREACHABLE',
      hint: 'devgen sources',
      cause,
    });
    const { failure, bug } = diagnose(error);
    expect(bug).toBe(false);
    expect(failureText(failure, plain)).toBe(
      '✖ db:1 does not answer [SOURCE.UNREACHABLE]\n  Tried once.\n  connect ECONNREFUSED 127.0.0.1:1\n  See docs/reference/errors/source.md#sourceunreachable\n→ devgen sources',
    );
  });

  it('takes a command out of a sentence', () => {
    const { failure } = diagnose(
      new DevgenError('x', { code: 'A.B', hint: 'Start it, then run `devgen pull a/b/c`.' }),
    );
    expect(failure.next).toEqual([{ label: 'Start it, then run devgen pull a/b/c.', command: 'devgen pull a/b/c' }]);
  });

  it('of the file system is no bug, everything else is', () => {
    const denied = Object.assign(new Error('EACCES: permission denied'), {
      code: 'EACCES',
      syscall: 'open',
      path: '/x',
    });
    expect(diagnose(denied)).toMatchObject({ bug: false, failure: { code: 'FILE.EACCES', summary: 'Cannot open /x' } });
    expect(diagnose(new TypeError('oh'))).toMatchObject({ bug: true, failure: { code: 'BUG' } });
    expect(diagnose('text')).toMatchObject({ bug: true, failure: { summary: 'text' } });
  });
});

interface Screen {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly written: string[];
  write(text: string): void;
}

function terminal(isTTY: boolean): Screen {
  const written: string[] = [];
  return { isTTY, columns: 30, written, write: (text) => void written.push(text) };
}

describe('progress', () => {
  it('is one line for a person', () => {
    const screen = terminal(true);
    let time = 0;
    const line = progressLine(screen, {}, () => time);
    time = 2000;
    line.update('pull', { done: 10, total: 20, failed: 1 });
    line.update('pull', { done: 11, total: 20, failed: 1 });
    line.clear();
    expect(screen.written).toEqual(['\r\u001b[2Kpull  10 of 20 devices, 1 fai', '\r\u001b[2K']);
    expect(progressText('pull', { done: 10, total: 20, failed: 0 }, 2)).toBe('pull  10 of 20 devices, 5/s');
  });

  it.each([
    ['a pipe', false, {}],
    ['CI', true, { CI: 'true' }],
    ['a dumb terminal', true, { TERM: 'dumb' }],
  ])('is nothing for %s', (_, isTTY, env) => {
    const screen = terminal(isTTY);
    const line = progressLine(screen, env);
    line.update('pull', { done: 20, total: 20, failed: 0 });
    line.clear();
    expect(screen.written).toEqual([]);
  });
});

describe('colour', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { TERM: 'dumb' }, false],
  ])('terminal %s with %o: %s', (isTTY, env, coloured) => {
    expect(paintFor({ isTTY }, env)('red', 'x') !== 'x').toBe(coloured);
  });
});

describe('tables', () => {
  it('align, whatever the colour, and drop empty columns', () => {
    const red = paintFor({}, { FORCE_COLOR: '1' })('red', 'ab');
    expect(
      table([
        ['a', '', red, 'x'],
        ['abc', '', 'a', ''],
      ]),
    ).toBe(`a    ${red}  x\nabc  a`);
  });

  it('wire text cannot move the cursor', () => {
    expect(oneLine('a\u001b[2J\r\nb\u2028c\u202ed')).toBe('a [2J b c d');
  });
});

describe('devices out of reach', () => {
  it('are one line a server and cause', () => {
    const dead = Array.from({ length: 200 }, (_, index) => ({
      source: 'tango',
      device: `sr/bpm/${index}`,
      class: 'Bpm',
      server: 'Bpm/1',
      code: 'CONNECT.FAILED',
      why: 'refused',
    }));
    const away = {
      source: 'tango',
      device: 'a/b/c',
      code: 'CONNECT.TIMEOUT',
      why: 'no answer',
      offline: true,
    } as const;
    expect(unreachableText([...dead, away], plain)).toEqual([
      '! sr/bpm/0, sr/bpm/1, sr/bpm/2 and 197 more on Bpm/1: kept as it was: refused [CONNECT.FAILED]',
      '= a/b/c: offline, never seen: no answer [CONNECT.TIMEOUT]',
    ]);
  });

  it('are one line of a source that is away itself, which knows no servers', () => {
    const dead = ['1', '2', '3', '4'].map((member) => ({
      source: 'bench',
      device: `test/bench/${member}`,
      class: 'Sensor',
      code: 'SOURCE.UNREACHABLE',
      why: 'the devices cannot be listed',
    }));
    const elsewhere = {
      source: 'hall',
      device: 'a/b/c',
      class: 'Sensor',
      code: 'SOURCE.UNREACHABLE',
      why: 'no answer',
    };
    expect(unreachableText([...dead, elsewhere], plain)).toEqual([
      '! test/bench/1, test/bench/2, test/bench/3 and 1 more: kept as it was: the devices cannot be listed [SOURCE.UNREACHABLE]',
      '! a/b/c: kept as it was: no answer [SOURCE.UNREACHABLE]',
    ]);
  });
});
