import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Facility } from '../../../src/sim/epics/facility/facility.ts';
import { type EpicsServers, startEpics } from '../../../src/sim/epics/facility/servers.ts';
import { type CaServerPeer, startCaIoc } from '../../peers/ca-server.ts';
import { readOnlyGroup } from '../../peers/epics-records.ts';
import { caEnvironmentOf } from '../ca/environment.ts';
import { databaseText, FIELDS, makeRecords, RECORDS } from './records.ts';
import { runClient } from './run-client.ts';

interface Answers {
  readonly first: Readonly<Record<string, unknown>>;
  readonly puts: readonly (readonly unknown[])[];
  readonly events: Readonly<Record<string, unknown>>;
  readonly long: unknown;
}

let ioc: CaServerPeer;
let own: EpicsServers;
let theirs: Answers;
let ours: Answers;

beforeAll(async () => {
  ioc = await startCaIoc(databaseText(), { access: readOnlyGroup });
  const facility = new Facility();
  facility.add(...makeRecords());
  own = await startEpics(facility);
  const names = [...RECORDS.map(({ name }) => name), ...FIELDS];
  theirs = await runClient<Answers>('look_ca.py', ioc.environment, names);
  ours = await runClient<Answers>('look_ca.py', caEnvironmentOf(own.ca), names);
}, 120_000);
afterAll(() => Promise.all([ioc.stop(), own.stop()]));

describe('libca sees of the embedded facility what it sees of an IOC with the same records', () => {
  it('when nothing was done yet', () => {
    expect(Object.keys(theirs.first).length).toBe(RECORDS.length + FIELDS.length);
    for (const [name, answer] of Object.entries(theirs.first)) expect([name, ours.first[name]]).toEqual([name, answer]);
  });

  it('after each put', () => {
    expect(theirs.puts.length).toBeGreaterThan(35);
    for (const [at, answer] of theirs.puts.entries()) expect(ours.puts[at]).toEqual(answer);
  });

  it('in the events of each mask', () => {
    expect(ours.events).toEqual(theirs.events);
  });

  it('of long texts', () => {
    expect(ours.long).toEqual(theirs.long);
  });
});
