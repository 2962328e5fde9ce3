import { describe, expect, it } from 'vitest';
import { tango } from '@devgen/runtime/tango';
import { claims, deviceAddress, parseAuthority } from '../../../../src/runtime/tango/connector/address.ts';

const db = parseAuthority('tango://DB.example.org:10000');
const pair = parseAuthority('one:10000,two:10000');
const server = parseAuthority('tango://host:11555#dbase=no');

describe('what a connector stands for', () => {
  it('is a database, several addresses of one, or a server without', () => {
    expect(db).toEqual({ name: 'db.example.org:10000', tangoHost: 'db.example.org:10000', dbase: true });
    expect(pair).toEqual({ name: 'one:10000', tangoHost: 'one:10000,two:10000', dbase: true });
    expect(server).toEqual({ name: 'host:11555', tangoHost: 'host:11555', dbase: false });
    expect(parseAuthority('env', { TANGO_HOST: 'here:1', HOME: '/nowhere' })).toMatchObject({ name: 'here:1' });
  });

  it.each(['', 'db', 'db:', 'db:99999999', 'tango://db', 'http://db:1'])('is not %j', (address) => {
    expect(() => parseAuthority(address)).toThrow(expect.objectContaining({ code: 'ADDRESS.UNKNOWN' }));
  });
});

it.each(['period', 'heartbeat'])('the option %s must be a time', (option) => {
  for (const value of [0, -1, NaN]) {
    expect(() => tango('db:1', { [option]: value })).toThrow(
      expect.objectContaining({
        code: 'VALUE.TYPE',
        message: `the option ${option} is ${value}, expected milliseconds above 0`,
        actual: value,
      }),
    );
  }
});

describe('the full address of a device', () => {
  it.each([
    [db, 'a/b/c', 'tango://db.example.org:10000/a/b/c'],
    [db, 'tango:a/b/c', 'tango://db.example.org:10000/a/b/c'],
    [db, 'alias', 'tango://db.example.org:10000/alias'],
    [db, 'db.example.org:10000/a/b/c', 'tango://db.example.org:10000/a/b/c'],
    [db, 'tango://h:1/a/b/c#dbase=no', 'tango://h:1/a/b/c#dbase=no'],
    [server, 'a/b/c', 'tango://host:11555/a/b/c#dbase=no'],
    [server, 'tango://host:11555/a/b/c#dbase=no', 'tango://host:11555/a/b/c#dbase=no'],
  ])('%#: of %o, %s is %s', (authority, address, full) => {
    expect(deviceAddress(authority, address)).toBe(full);
  });
});

describe('what belongs to a connector', () => {
  it.each([
    [db, 'a/b/c', 'maybe'],
    [db, 'alias', 'maybe'],
    [db, 'tango:a/b/c', 'yes'],
    [db, 'tango://db.EXAMPLE.org:10000/a/b/c', 'yes'],
    [db, 'tango://other:10000/a/b/c', 'no'],
    [db, 'pva://a', 'no'],
    [db, 'tango://host:11555/a/b/c#dbase=no', 'maybe'],
    [pair, 'tango://two:10000/a/b/c', 'yes'],
    [server, 'tango://host:11555/a/b/c#dbase=no', 'yes'],
    [server, 'tango://host:11555/a/b/c', 'no'],
  ] as const)('%#: of %o, %s: %s', (authority, address, claim) => {
    expect(claims(authority, address)).toBe(claim);
  });
});
