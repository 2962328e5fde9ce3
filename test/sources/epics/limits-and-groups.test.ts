import { describe, expect, it } from 'vitest';
import { startIoc } from '../../peers/epics-ioc.ts';
import { records } from '../../peers/epics-records.ts';
import { pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';
import { specOf } from './shown.ts';

const limited = `
record(int64out, "L:big") { field(DRVL, "-9007199254740993") field(DRVH, "9007199254740993") field(HOPR, "100") field(LOPR, "-100") field(EGU, "n") }
record(longout, "L:long") { field(DRVL, "-5") field(DRVH, "5") }
record(ao, "L:real") { field(DRVL, "-5") field(DRVH, "5") field(HIHI, "4") field(HIGH, "3") field(HHSV, "MAJOR") field(HSV, "MINOR") }
`;

describe.each(['pvxs', 'pvaccess'] as const)('an IOC of %s', (server) => {
  it('has limits of the record, whatever type the server gives them', async () => {
    const ioc = await running(startIoc(limited, { server }));
    const pulled = await pullEpics({ address: `pva://${ioc.endpoint}` });
    const [device] = pulled.described;
    const meta = device?.ok === true ? device.live.meta : undefined;
    const { display, control } = meta?.get(':big')?.limits ?? {};
    // Of 64 bits one server makes numbers, the other 64 bits again, which went through a double on the way.
    expect([display, control].map((range) => [Number(range?.low), Number(range?.high)])).toEqual([
      [-100, 100],
      [-(2 ** 53), 2 ** 53],
    ]);
    expect(typeof control?.high).toBe(server === 'pvxs' ? 'bigint' : 'number');
    expect(meta?.get(':long')).toMatchObject({ limits: { control: { low: -5, high: 5 } } });
    expect(meta?.get(':real')).toMatchObject({ limits: { control: { low: -5, high: 5 } } });
  });

  it('has groups whose options are no member of them', async () => {
    const ioc = await running(startIoc(records('every-type.db'), { server }));
    const pulled = await pullEpics({
      address: `pva://${ioc.endpoint}`,
      options: { pvs: ['T:group', 'T:ai', 'T:ao'], devices: [{ pv: 'T:$(member)' }] },
    });
    const group = specOf(pulled, 'T').members[':group'];
    expect(group).toMatchObject({ type: 'struct' });
    const fields = group !== undefined && 'fields' in group ? group.fields?.map(({ name }) => name) : [];
    expect(fields?.toSorted()).toEqual(['x', 'y']);
  });
});
