import { describe, expect, it } from 'vitest';
import { mock } from '@devgen/runtime';
import { chooseConnector } from '../../../src/runtime/core/connect/choose.ts';
import { FakeSystem } from './fake-system.ts';

const tango = new FakeSystem({}, 'tango://db:10000');
const tango2 = new FakeSystem({}, 'tango://db2:10000');
const pva = new FakeSystem({}, 'pva://beamline', 'epics');
const ca = new FakeSystem({}, 'ca://beamline', 'epics');

describe('the connector of a device', () => {
  it('is that of the scheme of its address', () => {
    expect(chooseConnector('tango:sys/tg_test/1', 'pva:X', [pva, tango])).toBe(tango);
    expect(chooseConnector('pva://beamline/M1', '', [pva, tango])).toBe(pva);
  });

  it('is else the only one of the world of its class', () => {
    expect(chooseConnector('sys/tg_test/1', 'tango:TangoTest', [pva, tango])).toBe(tango);
    expect(chooseConnector('BL01:M1', 'epics:Motor', [tango, pva])).toBe(pva);
    expect(chooseConnector('sys/tg_test/1', '', [tango])).toBe(tango);
  });

  it('is among several of a scheme the one that claims the address', () => {
    expect(chooseConnector('tango://db2:10000/a/b/c', 'tango:X', [tango, tango2])).toBe(tango2);
  });

  it('is a stand-in when the class has no connector of its world', () => {
    const standIn = mock();
    expect(chooseConnector('a/b/c', 'tango:X', [standIn, pva])).toBe(standIn);
  });

  it('is never guessed', () => {
    expect(() => chooseConnector('a/b/c', 'tango:X', [tango, tango2])).toThrow(
      expect.objectContaining({
        code: 'ADDRESS.AMBIGUOUS',
        message: 'a/b/c may belong to each of tango://db:10000, tango://db2:10000',
        hint: 'write the full address: tango://db:10000/a/b/c',
      }),
    );
    expect(() => chooseConnector('M1', 'epics:Motor', [pva, ca])).toThrow(
      expect.objectContaining({ code: 'ADDRESS.AMBIGUOUS' }),
    );
  });

  it('is an error that names what there is, when none fits', () => {
    expect(() => chooseConnector('panda://x', '', [tango])).toThrow(
      'no connector for panda://x: scheme panda is not served by tango://db:10000',
    );
    expect(() => chooseConnector('tango://db3:1/a/b/c', '', [tango, tango2])).toThrow(
      expect.objectContaining({ code: 'ADDRESS.UNKNOWN' }),
    );
    expect(() => chooseConnector('a/b/c', 'tango:X', [pva])).toThrow('class tango:X is not served by pva://beamline');
    expect(() => chooseConnector('a/b/c', 'tango:X', [])).toThrow('class tango:X is not served by an empty via');
  });
});
