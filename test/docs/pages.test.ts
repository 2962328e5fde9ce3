import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { parseConfig } from '../../src/config/read-config.ts';
import { type CaServerPeer, startCaIoc } from '../peers/ca-server.ts';
import { type DemoProcess, startDemoProcess } from '../peers/demo-process.ts';
import { startIoc } from '../peers/epics-ioc.ts';
import { records } from '../peers/epics-records.ts';
import { startP4p } from '../peers/p4p.ts';
import type { PvaServerPeer } from '../peers/pva-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import type { TangoDatabase } from '../peers/tango-database.ts';
import { type PandaIoc, startPandablocksIoc } from '../peers/panda-ioc.ts';
import { type PandaProcess, startPandaProcess } from '../peers/panda-process.ts';
import { startTangoTest } from '../peers/tango-test.ts';
import { type Block, blocksOf, occursIn } from './blocks.ts';
import { Project } from './project.ts';

const root = resolve(import.meta.dirname, '../..');
const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name))
  .concat('README.md')
  .toSorted();

/** Languages that run; a `text` block is what the block before it prints. */
const languages = new Set(['sh', 'ts', 'yaml', 'json', 'text']);

/** Pages whose facility is that of the tour, and not a database with a TangoTest. */
const onDemo: ReadonlySet<string> = new Set(['docs/tutorials/typed-scan.md']);

let db: TangoDatabase;
let box: PandaProcess;
let boxIoc: PandaIoc;
let ioc: PvaServerPeer;
let service: PvaServerPeer;
let caIoc: CaServerPeer;

beforeAll(async () => {
  db = await startPyTangoDatabase();
  await startTangoTest(db);
  box = await startPandaProcess();
  [boxIoc, ioc, service, caIoc] = await Promise.all([
    startPandablocksIoc(box.host),
    startIoc(records('demo.db')),
    startP4p('pva_sum.py'),
    startCaIoc(records('demo.db')),
  ]);
});
afterAll(async () => {
  await Promise.all([boxIoc.stop(), db.stop(), ioc.stop(), service.stop(), caIoc.stop()]);
  await box.stop();
});

let demo: DemoProcess;
beforeAll(async () => {
  demo = await startDemoProcess();
});
afterAll(() => demo.stop());

/** Where a reader's control systems are. */
function facility(): Readonly<Record<string, string>> {
  return {
    TANGO_HOST: db.tangoHost,
    PANDA_HOST: box.host,
    PANDA_IOC: boxIoc.prefix,
    EPICS_PVA_ADDR_LIST: [ioc.udp, service.udp, boxIoc.udp].map((port) => `127.0.0.1:${port}`).join(' '),
    EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    EPICS_PVA_SERVER_PORT: `${ioc.port}`,
    EPICS_CA_ADDR_LIST: caIoc.endpoint,
    EPICS_CA_AUTO_ADDR_LIST: 'NO',
  };
}

it('sees the pages', () => expect(pages.length).toBeGreaterThan(10));

describe.each(pages)('%s', (page) => {
  const file = join(root, page);
  const blocks = blocksOf(file);

  it('links to files that exist', () => {
    const text = readFileSync(file, 'utf8').replaceAll(/```[\s\S]*?```/g, '');
    for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)) {
      expect(existsSync(join(dirname(file), target!)), `${page} links to ${target}`).toBe(true);
    }
  });

  if (blocks.length === 0) return;
  it('has blocks that run', { timeout: 120_000 }, async () => {
    const project = new Project({ ...facility(), ...(onDemo.has(page) && { TANGO_HOST: demo.tangoHost }) });
    try {
      await runBlocks(project, blocks, page);
    } finally {
      project.dispose();
    }
  });
});

/**
 * Titled blocks are written first, as a reader's editor would hold them; then the shell blocks run in their order, and
 * last the untitled TypeScript, compiled and run. A page that never pulls finds a facility already pulled.
 */
async function runBlocks(project: Project, blocks: readonly Block[], page: string): Promise<void> {
  const unknown = blocks.filter((block) => !languages.has(block.language));
  expect(unknown, `${page}: a language that nothing runs`).toEqual([]);
  const place = (block: Block): string => `${page}:${block.line}`;
  if (!blocks.some((block) => block.language === 'sh' && block.text.includes('devgen init'))) {
    const ran = project.shell('devgen init "tango://$TANGO_HOST" && devgen pull "sys/tg_test/*"');
    expect(ran.status, ran.output).toBe(0);
  }
  for (const block of blocks) if (block.title !== undefined) project.write(block.title, block.text);

  let output = '';
  for (const block of blocks) {
    if (block.language === 'text')
      expect(occursIn(block.text, output), `${place(block)} in\n${output}`).toBeUndefined();
    if (block.language === 'yaml') await readYaml(block, place(block));
    if (block.language === 'json') expect(() => JSON.parse(block.text), place(block)).not.toThrow();
    if (block.language !== 'sh') continue;
    const ran = project.shell(block.text);
    output = ran.output;
    expect(ran.status, `${place(block)}\n${output}`).toBe(block.exit);
  }

  if (!blocks.some((block) => block.language === 'ts')) return;
  const scripts = blocks.filter((block) => block.language === 'ts' && block.title === undefined);
  for (const [index, block] of scripts.entries()) project.write(`block-${index}.ts`, block.text);
  const compiled = project.compile();
  expect(compiled.status, `${page}\n${compiled.output}`).toBe(0);
  for (const [index, block] of scripts.entries()) {
    const ran = project.shell(`node block-${index}.ts`);
    expect(ran.status, `${place(block)}\n${ran.output}`).toBe(0);
  }
}

/** A config, unless its title says that it is a file of another program, as that of a CI. */
async function readYaml({ title = 'devgen.yaml', text }: Block, place: string): Promise<void> {
  if (title === 'devgen.yaml') await parseConfig(text, place);
  else expect(parseDocument(text).errors, place).toEqual([]);
}
