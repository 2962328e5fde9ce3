import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PvaClient } from '@devgen/runtime/pva';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, loadDatabase } from '../../../src/sources/epics/database/load-database.ts';
import { expandMacros } from '../../../src/sources/epics/database/macros.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { iocStatsDatabases, ophydDatabases } from '../../peers/shipped-databases.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devgen-db-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(
  files: Readonly<Record<string, string>>,
  macros: Readonly<Record<string, string>> = {},
): Promise<Database> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const [first = ''] = Object.keys(files);
  return loadDatabase(join(folder, first), { macros: new Map(Object.entries(macros)), path: [] });
}

describe('macros', () => {
  const macros = new Map([
    ['P', 'BL01:'],
    ['N', '2'],
    ['M2', 'axis'],
    ['LOOP', '$(LOOP)'],
  ]);
  it.each([
    ['$(P)M${N}', 'BL01:M2'],
    ['$(NONE=x)', 'x'],
    ['$(NONE=$(P))y', 'BL01:y'],
    ['$(M$(N))', 'axis'],
    ['$(P=other)', 'BL01:'],
    ['$(NONE=)', ''],
    ['$(NONE)', '$(NONE)'],
    ['$(LOOP)', '$(LOOP)'],
    ['$(unclosed', '$(unclosed'],
    ['100$ and $', '100$ and $'],
  ])('in %s', (text, expected) => expect(expandMacros(text, macros)).toBe(expected));
});

describe('a database', () => {
  it('has records with fields, tags, aliases and groups', async () => {
    const { records, names } = await load(
      {
        'a.db': `# a comment with $(UNDEFINED) and "quotes
record(ai, "$(P)T") { # inside
  field(DESC, "a \\"text\\" # no comment")
  field(INP, {const: 3.5}) field(PREC, 2)
  info(Q:group, { "$(P)G": { "x": {+channel: "VAL"}, }, '$(P)H':{y:{+channel:"VAL"}} })
  alias("$(P)T2")
}
record(bo, $(P)B)
grecord(ao, "$(P)C") {}
record("*", "$(P)T") { field(EGU, "C") }
alias("$(P)B", "$(P)B2")
menu(menuScan) { choice(menuScanPassive, "Passive") }
`,
      },
      { P: 'X:' },
    );
    expect(names).toEqual(['X:T', 'X:T2', 'X:G', 'X:H', 'X:B', 'X:C', 'X:B2']);
    expect(records[0]).toMatchObject({ name: 'X:T', type: 'ai', aliases: ['X:T2'] });
    expect(Object.fromEntries(records[0]?.fields ?? [])).toEqual({
      DESC: 'a "text" # no comment',
      INP: '{const: 3.5}',
      PREC: '2',
      EGU: 'C',
    });
  });

  it('includes others, with the macros that stand before', async () => {
    const { names } = await load(
      {
        'outer.template': 'record(ai,"$(P)A"){}\nsubstitute "N=7"\ninclude "inner.template"\nrecord(ai,"$(P)C"){}\n',
        'inner.template': 'record(ai,"$(P)B$(N)"){ field(DESC, "it\'s # \\"so\\"") } # last\n',
      },
      { P: 'P:' },
    );
    expect(names).toEqual(['P:A', 'P:B7', 'P:C']);
  });

  it.each([
    ['record(ai, "$(P)x") {}', /:1: the macro \$\(P\)/],
    ['\n\nrecord(ai "x")', /:3: "x", expected ,/],
    ['record(ai, "x") {\n field(DESC "y") }', /:2: "y", expected ,/],
    ['record(ai, "x") {\n\n what(A, "y") }', /:3: "what", expected field, info or alias/],
    ['record(ai, "x") {', /:1: the end/],
    ['include "none.db"', /:1: none\.db is in none of /],
    ['record("*", "x") {}', /:1: there is no record x yet/],
  ])('that is wrong is told with its line: %j', async (text, message) => {
    await expect(load({ 'wrong.db': text })).rejects.toMatchObject({
      code: 'CONFIG.FILE',
      message: expect.stringMatching(message),
    });
  });

  it('that includes itself ends', async () => {
    await expect(load({ 'self.db': 'include "self.db"\n' })).rejects.toMatchObject({ code: 'CONFIG.FILE' });
  });
});

describe('a substitution file', () => {
  it('has patterns, assignments and globals', async () => {
    const { names } = await load(
      {
        'a.substitutions': `
global { P="BL:" }
file "m.template" {
  pattern { N, T }
          { 1, "ai" }
          { "2" ao }
}
file m.template { { N=3, T=bo, } global { P=Q: } { N="4" T="bi" } }
file $(WHICH).template { pattern { N T } { "$(LAST)" ai } }
`,
        'm.template': 'record($(T), "$(P)M$(N)") {}\n',
      },
      { WHICH: 'm', LAST: 'last' },
    );
    expect(names).toEqual(['BL:M1', 'BL:M2', 'BL:M3', 'Q:M4', 'BL:Mlast']);
  });

  it('that is wrong is told with its line', async () => {
    await expect(load({ 'b.substitutions': '\nfile none.template { { A=1 } }' })).rejects.toMatchObject({
      message: expect.stringMatching(/b\.substitutions:2: none\.template is in none of/),
    });
    await expect(load({ 'c.substitutions': 'file m.template {\n pattern { A }\n { 1, 2 } }' })).rejects.toMatchObject({
      message: expect.stringMatching(/c\.substitutions:3: 2 values for the 1 macros/),
    });
  });
});

describe('what others ship', () => {
  it("is read as an IOC reads it: ophyd-async's databases", async () => {
    const macros = new Map([
      ['device', 'D:'],
      ['P', 'P:'],
      ['CHANNEL', '1'],
      ['X', 'P:'],
      ['Y', 'P:'],
    ]);
    const files = [
      'testing/_epics_test_ca_records.db',
      'testing/_epics_test_pva_records.db',
      'testing/_pvi_nested_records.db',
      'demo/motor.db',
      'demo/point_detector.db',
      'demo/point_detector_channel.db',
    ].map((file) => join(ophydDatabases(), file));
    for (const file of files) {
      const { names } = await loadDatabase(file, { macros, path: [] });
      const text = expandMacros(await readFile(file, 'utf8'), macros);
      const ioc = await startIoc(text);
      const client = new PvaClient({ environment: ioc.environment });
      expect(names.toSorted(), file).toEqual((await client.server(ioc.endpoint).channels()).toSorted());
      expect(names.length).toBeGreaterThan(1);
      await client.close();
      await ioc.stop();
    }
  });

  it('is read: the templates and the tables of devIocStats', async () => {
    const options = {
      macros: new Map([
        ['IOC', 'IOC01'],
        ['IOCNAME', 'IOC01'],
        ['TODFORMAT', '%H'],
      ]),
      path: [],
    };
    const scan = await loadDatabase(join(iocStatsDatabases(), 'iocAdminScanMon.substitutions'), options);
    expect(scan.records.length).toBe(2 * 7 + 1);
    expect(scan.names).toEqual(expect.arrayContaining(['IOC01:01HZ_MODE', 'IOC01:10HZ_MODE']));
    const ioc = await loadDatabase(join(iocStatsDatabases(), 'ioc.template'), options);
    expect(ioc.names).toEqual(expect.arrayContaining(['IOC01:HEARTBEAT', 'IOC01:STARTTOD']));
    // Its other tables name files that are made when it is built.
    await expect(loadDatabase(join(iocStatsDatabases(), 'iocAdminSoft.substitutions'), options)).rejects.toMatchObject({
      message: expect.stringMatching(/iocAdminSoft\.substitutions:\d+: \S+\.db is in none of/),
    });
  });
});
