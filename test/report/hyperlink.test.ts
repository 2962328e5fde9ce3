import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { Hyperlinks, showsLinks } from '../../src/report/hyperlink.ts';
import { brushFor, linked, plain } from '../../src/report/style.ts';
import { terminalText } from '../../src/report/terminal.ts';

const tty = { isTTY: true };

describe('links are shown', () => {
  it.each([
    ['in VS Code', { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.96.0' }, true],
    ['not in one of 2022', { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.71.2' }, false],
    ['in iTerm', { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.5.2' }, true],
    ['not in an old iTerm', { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.14' }, false],
    ['in GNOME Terminal', { TERM: 'xterm-256color', VTE_VERSION: '7006' }, true],
    ['not in the VTE that crashed', { TERM: 'xterm-256color', VTE_VERSION: '5000' }, false],
    ['in kitty', { TERM: 'xterm-kitty' }, true],
    ['in Windows Terminal', { WT_SESSION: 'x' }, true],
    ['not in a terminal of which nothing is known', { TERM: 'xterm-256color' }, false],
    ['not where CI is set', { TERM: 'xterm-kitty', CI: 'true' }, false],
    ['not with NO_COLOR', { TERM: 'xterm-kitty', NO_COLOR: '1' }, false],
    ['not in a dumb one', { TERM: 'dumb', WT_SESSION: 'x' }, false],
    ['with FORCE_HYPERLINK', { FORCE_HYPERLINK: '1', CI: 'true' }, true],
    ['not with FORCE_HYPERLINK=0', { FORCE_HYPERLINK: '0', TERM: 'xterm-kitty' }, false],
  ])('%s', (_, env, shown) => {
    expect(showsLinks(tty, env)).toBe(shown);
  });

  it('nowhere but at a terminal', () => {
    expect(showsLinks({}, { TERM: 'xterm-kitty' })).toBe(false);
  });
});

describe('a link', () => {
  it('opens a file by its whole path, on the host that it is on', () => {
    const { link } = new Hyperlinks('/srv/bl01');
    expect(link('a b.ts', 'generated/a b#1.ts')).toBe(
      `\u001b]8;;file://${hostname()}/srv/bl01/generated/a%20b%231.ts\u001b\\a b.ts\u001b]8;;\u001b\\`,
    );
  });

  it('reaches the terminal only if it was made for the answer', () => {
    const { paint, isMade } = brushFor(tty, '/srv', { TERM: 'xterm-kitty', NO_COLOR: undefined });
    const mine = linked(paint, 'x', 'x.ts');
    const wire = '\u001b]8;;https://evil.example/\u001b\\click\u001b]8;;\u001b\\';
    expect(terminalText(`${mine} ${wire}`, isMade)).toBe(
      `${mine}  ]8;;https://evil.example/ \\click\u001b]8;;\u001b\\`,
    );
    expect(terminalText(mine)).not.toContain('\u001b');
    expect(linked(plain, 'x', 'x.ts')).toBe('x');
  });
});
