import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { merge } from '../../src/model/merge/merge.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { DYNAMIC_FACILITY } from './facilities/dynamic.ts';
import { MOTOR_FACILITY, PVA_FACILITY } from './facilities/epics.ts';
import { PANDA_FACILITY } from './facilities/panda.ts';
import { TANGO_FACILITY } from './facilities/tango-test.ts';

const facilities = Object.entries({
  'tango-test': TANGO_FACILITY,
  dynamic: DYNAMIC_FACILITY,
  panda: PANDA_FACILITY,
  motor: MOTOR_FACILITY,
  pva: PVA_FACILITY,
});

// After a wanted change of the lock's format: DEVGEN_WRITE_FIXTURES=1 npx vitest run test/model/fixtures.test.ts
it.each(facilities)(
  'the committed lock of %s is what its facts make, byte by byte, and reads back as itself',
  async (name, facility) => {
    const path = new URL(`../fixtures/locks/${name}.lock.json`, import.meta.url);
    const made = printLock(merge(undefined, [facility]).lock);
    if (process.env['DEVGEN_WRITE_FIXTURES'] === '1') await writeFile(path, made);
    const text = await readFile(path, 'utf8');
    expect(text).toBe(made);
    expect(printLock(parseLock(text, name))).toBe(text);
  },
);
