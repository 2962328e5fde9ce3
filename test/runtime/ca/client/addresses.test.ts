import { CaClient } from '@devgen/runtime/ca';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../../src/runtime/ca/client/address/ca-environment.ts';
import { broadcastAddresses } from '../../../../src/runtime/core/support/broadcast.ts';

const NONE = { EPICS_CA_AUTO_ADDR_LIST: 'NO' };

describe('the environment', () => {
  it('has the defaults of EPICS', () => {
    expect(readEnvironment(NONE)).toEqual({
      destinations: [],
      nameServers: [],
      serverPort: 5064,
      repeaterPort: 5065,
      silence: 30_000,
      maxArrayBytes: undefined,
    });
  });

  it('searches the networks of this host, unless told otherwise', () => {
    const networks = broadcastAddresses([], networkInterfaces());
    expect(readEnvironment({}).destinations).toEqual(networks.map((host) => ({ host, port: 5064 })));
    expect(readEnvironment({ EPICS_CA_ADDR_LIST: '10.1.2.3' }).destinations).toHaveLength(networks.length + 1);
  });

  it('names servers, ports and times', () => {
    const environment = readEnvironment({
      ...NONE,
      EPICS_CA_ADDR_LIST: '10.1.255.255  ioc7:9',
      EPICS_CA_NAME_SERVERS: 'gate:5070 other',
      EPICS_CA_SERVER_PORT: '6000',
      EPICS_CA_CONN_TMO: '2.5',
    });
    expect(environment).toMatchObject({
      destinations: [
        { host: '10.1.255.255', port: 6000 },
        { host: 'ioc7', port: 9 },
      ],
      nameServers: [
        { host: 'gate', port: 5070 },
        { host: 'other', port: 6000 },
      ],
      silence: 2500,
    });
  });

  it('limits values only for who says that the limit counts', () => {
    const limit = { ...NONE, EPICS_CA_MAX_ARRAY_BYTES: '1000000' };
    expect(readEnvironment(limit).maxArrayBytes).toBeUndefined();
    expect(readEnvironment({ ...limit, EPICS_CA_AUTO_ARRAY_BYTES: 'NO' }).maxArrayBytes).toBe(1_000_512);
  });

  it.each(['EPICS_CA_ADDR_LIST', 'EPICS_CA_NAME_SERVERS'])('has no IPv6 addresses in %s, and says so', (name) => {
    expect(() => readEnvironment({ ...NONE, [name]: '[::1]:5064' })).toThrow(/"\[::1\]:5064" is an IPv6 address/);
    expect(() => new CaClient({ environment: NONE }).channel('A', '[::1]')).toThrow(/knows IPv4 only/);
  });

  it.each([
    ['EPICS_CA_ADDR_LIST', '10.1.2.3:0', 'ADDRESS.UNKNOWN'],
    ['EPICS_CA_NAME_SERVERS', 'a:b:c', 'ADDRESS.UNKNOWN'],
    ['EPICS_CA_SERVER_PORT', 'x', 'VALUE.TYPE'],
    ['EPICS_CA_CONN_TMO', '-1', 'VALUE.TYPE'],
    ['EPICS_CA_AUTO_ADDR_LIST', 'perhaps', 'VALUE.TYPE'],
  ])('%s=%s is %s', (name, value, code) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(expect.objectContaining({ code }));
  });
});
