import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ConfigEdit, edited } from '../../src/config/edit/edit-config.ts';
import { parseConfig } from '../../src/config/read-config.ts';

const rename: ConfigEdit = { path: ['overlay', 'classes', 'Motor', 'members', 'rbv', 'rename'], value: 'position' };
const extend: ConfigEdit = { path: ['overlay', 'classes', 'Motor', 'extends'], value: './src/motor.ts#MyMotor' };

const plain = `# mine
sources:
  db: { kind: tango, address: env }   # the machine
output:
  dir: generated/devices
  package: '@bl01/devices'
`;

const ugly = `%YAML 1.2
---
# before everything

offline:   [ sr/id/*,   "b,c" ]     # known
sources:      # two of them
  db:         &db   # an anchor
      kind:   tango
      # of the database
      address:     'env'

  other:  *db
output: {dir:   "g",package: p,   # inside braces
   importExtension: ts }
# before the overlay
overlay:      # why
    # above
    classes:

      'Mot*':   # a glob
          # nothing else
          members:
              velo:    { hide: yes-no }   # odd
              spmg:
                document: |
                  Two lines
                    of text

                  # not a comment
        # less deep
# the end
`.replace('{ hide: yes-no }', '{ hide: true }');

const inMotor = (name: string): readonly string[] => ['overlay', 'classes', 'Motor', 'members', name];
const twoMembers = `${plain}overlay:
  classes:
    Motor: # the stage
      # where it is
      members:
        rbv: { rename: position, "a b": 1 } # nice
        # between
        velo:
          hide: true # slow
          # within
        # behind
    Axis: { document: An axis, members: { rbv: { hide: true }, 'velo' : {hide: true} } } # other
# the end
`;

/** Every line of the text as it was, in order, with more lines or words between. */
function keeps(before: string, after: string): void {
  let at = 0;
  for (const character of before) {
    at = after.indexOf(character, at) + 1;
    expect(at, `lost ${JSON.stringify(character)}`).toBeGreaterThan(0);
  }
}

describe('an edit of the config', () => {
  it('adds what is not there, and only that', () => {
    expect(edited(plain, [rename], 'f')).toBe(`${plain}
overlay:
  classes:
    Motor:
      members:
        rbv:
          rename: position
`);
  });

  it('adds to what is there, behind it', () => {
    const once = edited(plain, [rename], 'f').replace('    Motor:\n', '    # the stage\n    Motor: # x and y\n');
    const more: ConfigEdit = { path: ['overlay', 'classes', 'Motor', 'members', 'velo', 'hide'], value: true };
    expect(edited(once, [more, extend], 'f')).toBe(
      `${once}        velo:\n          hide: true\n      extends: ./src/motor.ts#MyMotor\n`,
    );
  });

  it('replaces a value in its place', () => {
    const once = edited(plain, [rename], 'f').replace('position', '"rbv"   # still');
    expect(edited(once, [rename], 'f')).toBe(once.replace('"rbv"', 'position'));
  });

  it.each([
    ['LF', ugly],
    ['CRLF', ugly.replaceAll('\n', '\r\n')],
    ['no line end at the end', ugly.trimEnd()],
    ['a byte order mark', `\ufeff${ugly.replace('%YAML 1.2\n---\n', '')}`],
  ])('loses nothing of an ugly file with %s', async (_, text) => {
    const edits: readonly ConfigEdit[] = [
      rename,
      extend,
      { path: ['overlay', 'classes', 'Mot*', 'members', 'velo', 'document'], value: 'Of a move:\nfast, # "quick"' },
      { path: ['overlay', 'classes', 'Mot*', 'members', 'new', 'retype', 'labels'], value: ['No', 'yes', '1'] },
      { path: ['overlay', 'devices', 'sr/id/{a,b}', 'extends'], value: './a.ts#A' },
      { path: ['output', 'importExtension'], value: 'js' },
      { path: ['templates'], value: './mine' },
    ];
    const after = edited(text, edits, 'f');
    keeps(text.replace(/importExtension: ts/, 'importExtension: js'), after);
    expect(after.split('\r\n').length > 1).toBe(text.includes('\r\n'));
    if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(parse(after)).toEqual({
      ...parse(text),
      output: { dir: 'g', package: 'p', importExtension: 'js' },
      templates: './mine',
      overlay: {
        classes: {
          'Mot*': {
            members: {
              velo: { hide: true, document: 'Of a move:\nfast, # "quick"' },
              spmg: { document: expect.stringContaining('Two lines') },
              new: { retype: { labels: ['No', 'yes', '1'] } },
            },
          },
          Motor: { members: { rbv: { rename: 'position' } }, extends: './src/motor.ts#MyMotor' },
        },
        devices: { 'sr/id/{a,b}': { extends: './a.ts#A' } },
      },
    });
    const config = await parseConfig(after, '/x/devgen.yaml');
    expect(config.packages[0].overlay.map(({ target }) => target)).toEqual(['Mot*', 'Motor', 'sr/id/{a,b}']);
  });

  it.each([
    ['an empty map', 'overlay: {}\n', 'overlay: { classes: { Motor: { members: { rbv: { rename: position } } } } }\n'],
    [
      'an empty key',
      'overlay: # later\n',
      'overlay: # later\n  classes:\n    Motor:\n      members:\n        rbv:\n          rename: position\n',
    ],
    [
      'braces over lines',
      'overlay: { classes: { Motor: {\n  document: a # b\n  } } }\n',
      'overlay: { classes: { Motor: {\n  document: a, members: { rbv: { rename: position } } # b\n  } } }\n',
    ],
    [
      'an empty value',
      'overlay: { classes: { Motor: { members: { rbv: { rename: } } } } }\n',
      'overlay: { classes: { Motor: { members: { rbv: { rename: position } } } } }\n',
    ],
  ])('is right in %s', (_, before, after) => {
    expect(edited(plain + before, [rename], 'f')).toBe(plain + after);
  });

  it('gives a key another name, in its place', () => {
    const edits: readonly ConfigEdit[] = [
      { path: inMotor('rbv'), key: 'a: b' },
      { path: ['overlay', 'classes', 'Motor'], key: 'Axis2' },
      { path: ['overlay', 'classes', 'Axis', 'members', 'velo'], key: '{x}' },
    ];
    expect(edited(twoMembers, edits, 'f')).toBe(
      twoMembers
        .replace('rbv: { rename', '"a: b": { rename')
        .replace('Motor:', 'Axis2:')
        .replace("'velo' :", '"{x}" :'),
    );
  });

  it('takes an entry out, with what is on its lines and nothing else', () => {
    const without = edited(twoMembers, [{ path: inMotor('velo'), remove: true }], 'f');
    expect(without).toBe(twoMembers.replace(/ {8}velo:\n.*\n/, ''));
    const neither = edited(without, [{ path: inMotor('rbv'), remove: true }], 'f');
    expect(neither).toContain('  classes:\n        # between\n          # within\n        # behind\n    Axis: {');
    expect(neither).not.toContain('Motor');
    const axis = ['overlay', 'classes', 'Axis', 'members'];
    expect(edited(twoMembers, [{ path: [...axis, 'rbv'], remove: true }], 'f')).toContain(
      "members: { 'velo' : {hide: true} } } # other",
    );
    expect(edited(twoMembers, [{ path: axis, remove: true }], 'f')).toContain('Axis: { document: An axis } # other');
  });

  it('is refused where the new name is taken, or what goes is needed elsewhere', () => {
    const taken: ConfigEdit = { path: ['overlay', 'classes', 'Motor'], key: 'Axis' };
    expect(() => edited(twoMembers, [taken], 'f')).toThrow(expect.objectContaining({ code: 'CONFIG.EDIT' }));
    const shared = `${plain}overlay:\n  classes:\n    Axis: &axis { document: An axis }\n    Motor: *axis\n`;
    const needed: ConfigEdit = { path: ['overlay', 'classes', 'Axis'], remove: true };
    expect(() => edited(shared, [needed], 'f')).toThrow(expect.objectContaining({ code: 'CONFIG.EDIT' }));
    expect(edited(shared, [{ path: ['overlay', 'classes', 'Motor'], remove: true }], 'f')).toBe(
      shared.replace('    Motor: *axis\n', ''),
    );
  });

  it('that would change what an anchor shares is refused, with the text to write', () => {
    const shared = `${plain}overlay:\n  classes:\n    Axis: &axis { document: An axis }\n    Motor: *axis\n`;
    expect(() => edited(shared, [rename], 'devgen.yaml')).toThrow(
      expect.objectContaining({ code: 'CONFIG.EDIT', hint: expect.stringContaining('rename: position') }),
    );
    const within: ConfigEdit = { path: ['overlay', 'classes', 'Axis', 'extends'], value: './a.ts#A' };
    expect(() => edited(shared, [within], 'devgen.yaml')).toThrow(expect.objectContaining({ code: 'CONFIG.EDIT' }));
  });
});
