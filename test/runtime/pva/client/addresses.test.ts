import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isUnicast, parseDestination } from '../../../../src/runtime/pva/client/address/destination.ts';
import { broadcastAddresses } from '../../../../src/runtime/core/support/broadcast.ts';
import { withInterface } from '../../../../src/runtime/pva/client/address/multicast-interface.ts';
import { readEnvironment } from '../../../../src/runtime/pva/client/address/pva-environment.ts';

const NONE = { EPICS_PVA_AUTO_ADDR_LIST: 'NO' };

describe('an address to search at', () => {
  it.each([
    ['10.1.2.3', { host: '10.1.2.3', port: 5076 }],
    ['10.1.2.3:9', { host: '10.1.2.3', port: 9 }],
    ['IOC7.example.org', { host: 'ioc7.example.org', port: 5076 }],
    ['[fe80::1]', { host: 'fe80::1', port: 5076 }],
    ['[fe80::1%eth0]:9', { host: 'fe80::1%eth0', port: 9 }],
    ['224.0.1.99,4@10.1.1.5', { host: '224.0.1.99', port: 5076, ttl: 4, interface: '10.1.1.5' }],
    ['224.0.1.99:9@eth0', { host: '224.0.1.99', port: 9, interface: 'eth0' }],
    ['[ff02::42],1@eth0', { host: 'ff02::42', port: 5076, ttl: 1, interface: 'eth0' }],
  ])('%s is %j', (text, expected) => expect(parseDestination(text, 5076)).toEqual(expected));

  it.each(['', 'a:b', '1.2.3.4:70000', '1.2.3.4:0', 'fe80::1', '1.2.3.4,300', '1.2.3.4@', '1.2.3.4,1,2', '[::1'])(
    '%j is none',
    (text) => expect(() => parseDestination(text, 5076)).toThrow(expect.objectContaining({ code: 'ADDRESS.UNKNOWN' })),
  );

  it.each([
    ['10.1.2.3', true],
    ['10.1.2.255', false],
    ['10.1.3.127', false],
    ['224.0.1.99', false],
    ['ff02::42', false],
    ['fe80::1', true],
    ['localhost', true],
  ])('%s is of one host: %s', (host, expected) => {
    expect(isUnicast({ host, port: 1 }, new Set(['10.1.3.127']))).toBe(expected);
  });
});

/** One address of an interface. */
const info = (address: string, netmask: string, internal = false) => ({
  address,
  netmask,
  internal,
  family: 'IPv4' as const,
  mac: '',
  cidr: null,
});

describe('the networks of this host', () => {
  const interfaces = {
    lo: [info('127.0.0.1', '255.0.0.0', true)],
    eth0: [info('10.1.2.3', '255.255.252.0'), { ...info('fe80::1', 'ffff::'), family: 'IPv6' as const, scopeid: 0 }],
    eth1: [info('192.168.7.9', '255.255.255.128'), info('192.168.7.10', '255.255.255.128')],
  };

  it.each([
    ['224.0.1.99@eth0', '10.1.2.3'],
    ['224.0.1.99@192.168.7.10', '192.168.7.10'],
    ['[ff02::42]@eth0', '::%eth0'],
    ['[ff02::42]@10.1.2.3', '::%eth0'],
    ['[ff02::42]@fe80::1', '::%eth0'],
  ])('are chosen for the multicast of %s by %s', (text, expected) => {
    expect(withInterface(parseDestination(text, 5076), interfaces).interface).toBe(expected);
  });

  it('are listed for who names one that is not there', () => {
    expect(() => withInterface(parseDestination('224.0.1.99@eth9', 5076), interfaces)).toThrow(
      expect.objectContaining({ code: 'ADDRESS.UNKNOWN', hint: expect.stringContaining('lo, eth0, eth1') }),
    );
    expect(() => readEnvironment({ ...NONE, EPICS_PVA_ADDR_LIST: '224.0.1.99@10.255.254.253' })).toThrow(
      /no interface "10.255.254.253"/,
    );
  });

  it('are searched, the loopback left out', () => {
    expect(broadcastAddresses([], interfaces)).toEqual(['10.1.3.255', '192.168.7.127']);
  });

  it('are those of the interfaces that are named', () => {
    expect(broadcastAddresses(['192.168.7.9'], interfaces)).toEqual(['192.168.7.127']);
    expect(broadcastAddresses(['0.0.0.0'], interfaces)).toEqual(['10.1.3.255', '192.168.7.127']);
  });
});

describe('the environment', () => {
  it('has the defaults of pvxs', () => {
    const { destinations, broadcasts, ...rest } = readEnvironment({});
    expect(rest).toEqual({ nameServers: [], serverPort: 5075, broadcastPort: 5076, silence: 40_000 });
    expect(destinations.map(({ host }) => host)).toEqual([...broadcasts]);
    expect(destinations.map(({ host }) => host)).toEqual(broadcastAddresses([], networkInterfaces()));
    expect(readEnvironment(NONE).destinations).toEqual([]);
  });

  it('is read', () => {
    expect(
      readEnvironment({
        ...NONE,
        EPICS_PVA_ADDR_LIST: ' 10.1.2.3  ioc7:9 ',
        EPICS_PVA_NAME_SERVERS: 'ns1 ns2:7',
        EPICS_PVA_SERVER_PORT: '6000',
        EPICS_PVA_BROADCAST_PORT: '6001',
        EPICS_PVA_CONN_TMO: '15',
      }),
    ).toEqual({
      destinations: [
        { host: '10.1.2.3', port: 6001 },
        { host: 'ioc7', port: 9 },
      ],
      broadcasts: new Set(),
      nameServers: [
        { host: 'ns1', port: 6000 },
        { host: 'ns2', port: 7 },
      ],
      serverPort: 6000,
      broadcastPort: 6001,
      silence: 20_000,
    });
  });

  it('has no timeout below two seconds', () => {
    expect(readEnvironment({ ...NONE, EPICS_PVA_CONN_TMO: '0.1' }).silence).toBeCloseTo(2667, 0);
  });

  it.each([
    ['EPICS_PVA_AUTO_ADDR_LIST', 'perhaps', 'VALUE.TYPE'],
    ['EPICS_PVA_SERVER_PORT', '-1', 'VALUE.TYPE'],
    ['EPICS_PVA_CONN_TMO', 'soon', 'VALUE.TYPE'],
    ['EPICS_PVA_ADDR_LIST', 'a:b', 'ADDRESS.UNKNOWN'],
    ['EPICS_PVA_NAME_SERVERS', 'a:b', 'ADDRESS.UNKNOWN'],
  ])('with %s=%s is refused', (name, value, code) => {
    expect(() => readEnvironment({ ...NONE, [name]: value })).toThrow(expect.objectContaining({ code }));
  });
});
