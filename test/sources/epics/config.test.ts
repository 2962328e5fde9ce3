import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/read-config.ts';
import { openSource } from '../../../src/commands/actions/open-source.ts';
import { epicsSourceName, isPvAddress, parseEpicsAddress } from '../../../src/sources/epics/source-address.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { records } from '../../peers/epics-records.ts';
import { gather } from '../tango/gather.ts';
import { running } from './running.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devgen-epics-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A config whose entry for EPICS begins at line 3. */
const config = (...lines: readonly string[]): string =>
  ['sources:', '  bl:', ...lines.map((line) => `    ${line}`), 'output: { dir: g, package: p }', ''].join('\n');

const entry = ['kind: epics', 'address: pva://ioc:5075'];

describe('a config of EPICS', () => {
  it.each([
    ['a pattern without a member', ["devices: [{ pv: 'BL01:*' }]"], 5],
    ['a placeholder that is none', ["devices: [{ pv: 'BL01:$(member)$(a b)' }]"], 5],
    ['a rule without a pattern', ['devices:', '  - class: A'], 6],
    ['an access that is none', ["access: { '*': rx }"], 5],
    ['a pair with one suffix', ['pairs:', '  - { set: a, read: b }', '  - { set: -SP }'], 7],
    ['a database without a file', ['databases: [{ macros: { P: x } }]'], 5],
    ['a key that is misspelt', ['seperators: ":"'], 5],
  ])('that has %s is told with its line', async (_, lines, line) => {
    await expect(parseConfig(config(...entry, ...lines), 'devgen.yaml')).rejects.toMatchObject({
      code: expect.stringMatching(/^CONFIG\.(VALUE|KEY_UNKNOWN)$/),
      where: { line },
    });
  });

  it('gives the source what is its own', async () => {
    const { sources } = await parseConfig(
      config(...entry, "devices: [{ pv: 'A$(member)', rename: { __proto__: x } }]", 'separators: ":-"'),
      join(folder, 'devgen.yaml'),
    );
    expect(sources[0]?.options['separators']).toBe(':-');
    const [rule] = sources[0]!.options['devices'] as readonly { readonly rename: object }[];
    expect(Object.entries(rule?.rename ?? {})).toEqual([['__proto__', 'x']]);
  });
});

describe('files that a config names', () => {
  it.each([
    ['lists: [none.txt]', /devgen\.yaml:5: .*none\.txt/],
    ['databases: [{ file: wrong.db }]', /devgen\.yaml:5: .*wrong\.db:2: /],
    ['databases: [{ file: open.db }]', /devgen\.yaml:5: .*open\.db:1: the macro \$\(P\)/],
  ])('and that are no good are told with both lines: %s', async (line, message) => {
    await writeFile(join(folder, 'wrong.db'), '\nrecord(ai)');
    await writeFile(join(folder, 'open.db'), 'record(ai, "$(P)X") {}');
    const { sources } = await parseConfig(config(...entry, line), join(folder, 'devgen.yaml'));
    const source = await openSource(sources[0]!, {});
    const io = { signal: new AbortController().signal, remaining: () => 1000 };
    await expect(gather(source.list(io))).rejects.toMatchObject({
      code: 'CONFIG.FILE',
      message: expect.stringMatching(message),
    });
    await source.close();
  });

  it('say which PVs are pulled', async () => {
    const ioc = await running(startIoc(records('beamline.db')));
    await writeFile(join(folder, 'pvs.txt'), '# the slit\nBL01:SLIT:Gap\nBL01:SLIT:Gap_RBV # read\n\nBL01:SLIT:Mode\n');
    await writeFile(join(folder, 'ps.template'), 'record(ai, "$(P):Current") {}\nrecord(ai, "$(P):Voltage") {}\n');
    await writeFile(
      join(folder, 'ps.substitutions'),
      'file ps.template { pattern { P } { "$(B):PS1" } { "$(B):PS2" } }\n',
    );
    const text = config(
      'kind: epics',
      `address: pva://${ioc.endpoint}`,
      'lists: [pvs.txt]',
      'databases: [{ file: ps.substitutions, macros: { B: BL01 } }]',
      "devices: [{ pv: 'BL01:$(kind)#:$(member)', class: $(kind)Supply }]",
    );
    const { sources } = await parseConfig(text, join(folder, 'devgen.yaml'));
    const source = await openSource(sources[0]!, {});
    const io = { signal: new AbortController().signal, remaining: () => 10_000 };
    const listed = await gather(source.list(io));
    await source.close();
    expect(Object.fromEntries(listed.map((found) => [found.device, found.class]))).toEqual({
      'BL01:PS1': 'PSSupply',
      'BL01:PS2': 'PSSupply',
      'BL01:SLIT': 'SLIT',
    });
  });
});

describe('an address', () => {
  it.each([
    ['pva://BL01-IOC', 'bl01-ioc'],
    ['pva://bl01-ioc.example.org:5075', 'bl01-ioc'],
    ['pva://192.168.0.1', 'epics'],
    ['pva://${IOC}', 'epics'],
    ['pva:', 'epics'],
    ['ca://ioc:5064/', 'ioc'],
    ['ca:', 'epics'],
    ['pva://host/path', undefined],
    ['tango://host:1', undefined],
    ['host', undefined],
  ])('%s makes a source %s', (address, name) => expect(epicsSourceName(address)).toBe(name));

  it('is read with and without a scheme', () => {
    expect(parseEpicsAddress('ioc:5075')).toEqual({ scheme: 'pva', server: 'ioc:5075' });
    expect(parseEpicsAddress('CA://ioc')).toEqual({ scheme: 'ca', server: 'ioc' });
    expect(parseEpicsAddress('env')).toEqual({ scheme: 'pva', server: undefined });
    expect(() => parseEpicsAddress('panda://x')).toThrow('is not the address of an EPICS source');
  });

  it('of a PV is one', () => {
    expect(['pva://A:B', 'ca://h:1/A'].map(isPvAddress)).toEqual([true, true]);
    expect(['A:B', 'tango://a', 'pva:'].map(isPvAddress)).toEqual([false, false, false]);
  });
});
