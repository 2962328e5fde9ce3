import { expect, it } from 'vitest';
import { startIoc } from '../../peers/epics-ioc.ts';
import { pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';
import { kindsOf, specOf } from './shown.ts';

const database = `
  record(bo, "X:go") { field(PINI, "YES") }
  record(longout, "X:count") { field(PINI, "YES") }
  record(ao, "X:level") { field(PINI, "YES") }
`;

it('what is to be executed is a command, and a setpoint stays what it is whoever says so', async () => {
  const ioc = await running(startIoc(database));
  const pulled = await pullEpics({
    address: `pva://${ioc.endpoint}`,
    options: { pvs: ['X:go', 'X:count', 'X:level'], devices: [{ pv: 'X:$(member)' }], access: { 'X:*': 'x' } },
  });
  expect(kindsOf(specOf(pulled, 'X'))).toEqual({ ':count': 'command', ':go': 'command', ':level': 'rw f64' });
});
