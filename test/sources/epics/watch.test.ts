import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deadline } from '@devgen/runtime';
import { expect, it } from 'vitest';
import { openEpics } from '../../../src/sources/epics/epics-source.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { records } from '../../peers/epics-records.ts';
import { running } from './running.ts';

const leaves = (device: string): string =>
  ['Current', 'Voltage', 'Output'].map((leaf) => `BL01:${device}:${leaf}\n`).join('');

it('watching tells which devices came, went and have other members', async () => {
  const ioc = await running(startIoc(records('beamline.db')));
  const folder = mkdtempSync(join(tmpdir(), 'devgen-watch-'));
  const write = (text: string): void => writeFileSync(join(folder, 'pvs.txt'), text);
  write(leaves('PS1') + leaves('PS2'));
  let asked = 0;
  const options = {
    /** Asked for twice a look: the file is another one from the second look on. */
    get lists(): readonly string[] {
      if (++asked === 3) write(`${leaves('PS1')}BL01:PS1:Extra\n${leaves('PS4')}`);
      return ['pvs.txt'];
    },
  };
  const source = await openEpics({ address: `pva://${ioc.endpoint}`, folder, options });
  const io = deadline(20_000);
  const told: unknown[] = [];
  for await (const change of await source.watch(100, io)) {
    told.push(change);
    if (told.length === 3) break;
  }
  expect(told).toEqual(
    expect.arrayContaining([
      { kind: 'added', device: 'BL01:PS4' },
      { kind: 'changed', device: 'BL01:PS1' },
      { kind: 'removed', device: 'BL01:PS2' },
    ]),
  );
  io.done();
  await source.close();
  rmSync(folder, { recursive: true });
});
