import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseTangoHost, parseTrl, TangoClient } from '@devgen/runtime/tango';
import { TangoEnvironment } from '../../../../src/runtime/tango/client/address/tango-environment.ts';
import { findTangoHost } from '../../../../src/runtime/tango/client/address/tango-host.ts';

describe('parseTrl', () => {
  it.each([
    ['sys/tg_test/1', { device: 'sys/tg_test/1', alias: false, dbase: true }],
    ['mot01', { device: 'mot01', alias: true, dbase: true }],
    ['mot01/Position', { device: 'mot01', alias: true, attribute: 'Position', dbase: true }],
    ['tango:sys/tg_test/1', { device: 'sys/tg_test/1', alias: false, dbase: true }],
    ['Sys/TG_test/1/Ampli', { device: 'Sys/TG_test/1', alias: false, attribute: 'Ampli', dbase: true }],
    ['TANGO://DB:10000/a/b/c', { host: 'db:10000', device: 'a/b/c', alias: false, dbase: true }],
    ['tango://db.x.org:10000/mot01', { host: 'db.x.org:10000', device: 'mot01', alias: true, dbase: true }],
    ['db:10000/a/b/c#dbase=yes', { host: 'db:10000', device: 'a/b/c', alias: false, dbase: true }],
    ['tango://h:1/a/b/c/x#dbase=no', { host: 'h:1', device: 'a/b/c', alias: false, attribute: 'x', dbase: false }],
  ])('takes %s apart', (text, expected) => {
    expect(parseTrl(text)).toEqual(expected);
  });

  it.each([
    '',
    'a//c',
    'a/b/c/d/e',
    'a b/c/d',
    'a/b/c#dbase=perhaps',
    'a/b/c#dbase=no',
    'tango://h:1/x#dbase=no',
    'a/b\n/c',
  ])('refuses %j, saying what is expected', (text) => {
    expect(() => parseTrl(text)).toThrow(expect.objectContaining({ code: 'ADDRESS.UNKNOWN', actual: text }));
  });
});

describe('a device of the client', () => {
  it('is not an attribute', () => {
    const client = new TangoClient({ tangoHost: 'db:1' });
    expect(client.device('sys/tg_test/1').address).toBe('tango://db:1/sys/tg_test/1');
    for (const address of ['sys/tg_test/1/ampli', 'mot01/Position']) {
      expect(() => client.device(address)).toThrow(
        expect.objectContaining({ code: 'ADDRESS.UNKNOWN', actual: address }),
      );
    }
  });
});

describe('parseTangoHost', () => {
  it('keeps the order of a fail-over list', () => {
    const { addresses, text } = parseTangoHost('B:10001, a:10000');
    expect(addresses).toEqual([
      { host: 'b', port: 10_001 },
      { host: 'a', port: 10_000 },
    ]);
    expect(text).toBe('b:10001,a:10000');
  });

  it.each(['db', 'db:', ':1', 'db:0', 'db:99999', 'a:1,,b:2', 'a:1,', 'db:1x'])('refuses %j', (text) => {
    expect(() => parseTangoHost(text, 'TANGO_HOST')).toThrow(/TANGO_HOST/);
  });
});

describe('where TANGO_HOST comes from', () => {
  let home: string;
  let system: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'devgen-tangorc-'));
    system = join(home, 'etc-tangorc');
    writeFileSync(
      join(home, '.tangorc'),
      '# TANGO_HOST=no:1\n  tango_host = "user:10000"  # the lab\nSUPER_TANGO=true\n',
    );
    writeFileSync(system, 'TANGO_HOST=system:10000\nONLY=here\n');
  });
  afterAll(() => rmSync(home, { recursive: true }));
  const user = (): string => join(home, '.tangorc');

  it('is the explicit address, the environment, ~/.tangorc, /etc/tangorc, in this order', () => {
    const variables = { TANGO_HOST: 'env:10000' };
    const files = [user(), system];
    expect(findTangoHost('arg:1', new TangoEnvironment(variables, files))).toMatchObject({
      text: 'arg:1',
      from: 'explicit',
    });
    expect(findTangoHost(undefined, new TangoEnvironment(variables, files))).toMatchObject({
      text: 'env:10000',
      from: 'TANGO_HOST',
    });
    expect(findTangoHost(undefined, new TangoEnvironment({}, files))).toMatchObject({
      text: 'user:10000',
      from: user(),
    });
    expect(findTangoHost(undefined, new TangoEnvironment({}, [join(home, 'absent'), system]))).toMatchObject({
      text: 'system:10000',
      from: system,
    });
    expect(findTangoHost(undefined, new TangoEnvironment({}, []))).toBeUndefined();
  });

  it('is read of the home folder by the client, and named as the source', () => {
    expect(new TangoClient({ environment: { HOME: home } }).tangoHost).toMatchObject({
      text: 'user:10000',
      from: user(),
    });
  });

  it('falls through to the next file where one lacks the setting', () => {
    expect(new TangoEnvironment({}, [user(), system]).find('ONLY')).toEqual({ value: 'here', from: system });
  });

  it('blames the file that is wrong', () => {
    const file = join(home, 'wrong');
    writeFileSync(file, 'TANGO_HOST=nonsense\n');
    expect(() => findTangoHost(undefined, new TangoEnvironment({}, [file]))).toThrow(file);
  });
});
