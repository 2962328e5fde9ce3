import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Facility } from '../../../src/sim/epics/facility/facility.ts';
import { type EpicsServers, startEpics } from '../../../src/sim/epics/facility/servers.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { readOnlyGroup } from '../../peers/epics-records.ts';
import type { PvaServerPeer } from '../../peers/pva-server.ts';
import { environmentOf } from '../pva/environment.ts';
import { databaseText, FIELDS, makeRecords, RECORDS } from './records.ts';
import { runClient } from './run-client.ts';

type Answers = Readonly<Record<'first' | 'marked' | 'masks', Readonly<Record<string, unknown>>>> & {
  readonly puts: readonly (readonly unknown[])[];
};

let ioc: PvaServerPeer;
let own: EpicsServers;
let theirs: Answers;
let ours: Answers;

beforeAll(async () => {
  ioc = await startIoc(databaseText(), { access: readOnlyGroup });
  const facility = new Facility();
  facility.add(...makeRecords());
  own = await startEpics(facility);
  const names = [...RECORDS.map(({ name }) => name), ...FIELDS];
  theirs = await runClient<Answers>('look.py', ioc.environment, names);
  ours = await runClient<Answers>('look.py', environmentOf(own.pva), names);
}, 120_000);
afterAll(() => Promise.all([ioc.stop(), own.stop()]));

describe('p4p sees of the embedded facility what it sees of an IOC with the same records', () => {
  it('when nothing was done yet', () => {
    expect(Object.keys(theirs.first).length).toBe(RECORDS.length + FIELDS.length);
    for (const [name, answer] of Object.entries(theirs.first)) expect([name, ours.first[name]]).toEqual([name, answer]);
  });

  it('after each put', () => {
    expect(theirs.puts.length).toBeGreaterThan(30);
    for (const [at, answer] of theirs.puts.entries()) expect(ours.puts[at]).toEqual(answer);
  });

  it('in what an update marks', () => {
    expect(ours.marked).toEqual(theirs.marked);
  });

  it('of the fields that it asks for', () => {
    expect(ours.masks).toEqual(theirs.masks);
  });
});
