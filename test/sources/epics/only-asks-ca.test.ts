import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, dbrType } from '@devgen/runtime/ca/codec';
import { expect, it, vi } from 'vitest';
import { loadDatabase } from '../../../src/sources/epics/database/load-database.ts';
import { devgen, temporary } from '../../commands/cli.ts';
import { type CaSent, CaProxy } from '../../peers/ca-proxy.ts';
import { type CaServerPeer, startCaIoc, startCaproto } from '../../peers/ca-server.ts';
import { records } from '../../peers/epics-records.ts';
import { temporaryFolder } from '../../peers/temporary-folder.ts';
import { running } from './running.ts';

// A pull is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

/** DBR_CLASS_NAME: the type of a record, and no value. */
const CLASS_NAME = 38;
/** What makes and keeps a circuit, and tells where a channel is. */
const CIRCUIT: ReadonlySet<number> = new Set([
  Command.version,
  Command.clientName,
  Command.hostName,
  Command.search,
  Command.createChannel,
  Command.clearChannel,
  Command.echo,
]);
/** Fields of a record that are configuration. */
const CONFIGURATION = /\.(?:DESC|EGU|PREC|HOPR|LOPR|HIHI|HIGH|LOW|LOLO|DRVH|DRVL|FTVL|ZNAM|DTYP|NCH)$/;

/** Every message of a whole `devgen pull`. */
async function pulled(ioc: CaServerPeer, pvs: readonly string[]): Promise<readonly CaSent[]> {
  const sent: CaSent[] = [];
  const proxy = await CaProxy.start(ioc, { onSent: (message) => sent.push(message) });
  const folder = await temporary();
  await writeFile(join(folder.path, 'pvs.txt'), `${pvs.join('\n')}\n`);
  await writeFile(
    join(folder.path, 'devgen.yaml'),
    "sources: { a: { kind: epics, address: 'ca:', lists: [pvs.txt] } }\noutput: { dir: g, package: '@a/b' }\n",
  );
  const { code, stdout, stderr } = await devgen(['pull', '--json'], { cwd: folder.path, env: proxy.environment });
  expect({ code, stderr, ...JSON.parse(stdout) }).toMatchObject({ code: 0, stderr: '', unreachable: [] });
  await proxy.stop();
  await folder.remove();
  return sent;
}

/** What was read that is neither a record's type nor its configuration. */
function otherReads(sent: readonly CaSent[]): readonly CaSent[] {
  return sent.filter(
    ({ command, type, name = '' }) =>
      command === Command.readNotify && type !== CLASS_NAME && !CONFIGURATION.test(name),
  );
}

it('a pull over Channel Access sends nothing that changes anything, and reads no value but beside choices', async () => {
  const text = `${records('beamline.db')}\n${records('every-type.db')}`;
  const file = join(temporaryFolder('records'), 'all.db');
  await writeFile(file, text);
  const { records: all } = await loadDatabase(file, { macros: new Map(), path: [] });
  const names = all.map(({ name }) => name);
  const sent = await pulled(await running(startCaIoc(text)), names);

  expect([...new Set(sent.map(({ command }) => command))].filter((command) => !CIRCUIT.has(command))).toEqual([
    Command.readNotify,
  ]);
  // Each PV was asked what record it is of.
  const classes = sent.filter(({ command, type }) => command === Command.readNotify && type === CLASS_NAME);
  expect(new Set(classes.map(({ name }) => name))).toEqual(new Set(names));
  // Choices have no other question; one element, whose number nobody looks at.
  const reads = otherReads(sent);
  const menus = new Set(all.flatMap(({ name, type }) => (/^(?:bi|bo|mbbi|mbbo)$/.test(type) ? [name] : [])));
  expect(new Set(reads.map(({ name }) => name))).toEqual(menus);
  expect(new Set(reads.map(({ type, count }) => `${type} ${count}`))).toEqual(
    new Set([`${dbrType('enum', 'graphic')} 1`]),
  );
  expect(menus.size).toBeGreaterThan(5);
  // Units and limits are fields of records, read as they are and without the value beside them.
  const fields = sent.filter(({ command, name = '' }) => command === Command.readNotify && CONFIGURATION.test(name));
  expect(fields.length).toBeGreaterThan(100);
  expect(fields.filter(({ type }) => type > dbrType('double'))).toEqual([]);
});

it('of a motor over Channel Access a pull reads the type, the unit and the digits', async () => {
  const motors = ['sim:mtr1', 'sim:mtr2'];
  const sent = await pulled(await running(startCaproto('fake_motor_record')), motors);
  const commands = new Set(sent.map(({ command }) => command));
  expect([...commands].filter((command) => !CIRCUIT.has(command))).toEqual([Command.readNotify]);
  const reads = sent.flatMap(({ command, type, name }) => (command === Command.readNotify ? [`${name} ${type}`] : []));
  expect(reads.toSorted()).toEqual(
    motors.flatMap((motor) => [`${motor} ${CLASS_NAME}`, `${motor}.EGU 0`, `${motor}.PREC 1`]),
  );
});
