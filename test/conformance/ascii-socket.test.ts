import { connectAll, getMany } from '@devgen/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AsciiInstrument, startAsciiInstrument } from './ascii-instrument.ts';
import { ascii } from './ascii-socket.ts';
import { conforms } from './lifecycle.ts';
import { lifecycleClass, type LifecycleName, lifecycleSpec } from './subject.ts';

const sources: Readonly<Record<LifecycleName, string>> = {
  number: 'LEVEL',
  readback: 'RBV',
  mode: 'MODE',
  text: 'TEXT',
  array: 'WAVE',
  broken: 'BROKEN',
  double: 'DOUBLE',
  reset: 'RESET',
  slow: 'SLOW',
};
const spec = lifecycleSpec('ascii:Instrument', sources);

conforms('an ASCII instrument on a socket', async () => {
  const instrument = await startAsciiInstrument();
  const connector = ascii(instrument.authority);
  return {
    connector,
    address: 'instrument',
    spec,
    control: {
      set: (member, value) => instrument.set(sources[member], value),
      lose: () => instrument.lose(),
      restore: () => instrument.restore(),
      requests: () => instrument.requests.length,
    },
    stop: async () => {
      await connector.close();
      await instrument.stop();
    },
  };
});

describe('on the wire of the instrument', () => {
  let instrument: AsciiInstrument;
  beforeAll(async () => {
    instrument = await startAsciiInstrument();
  });
  afterAll(() => instrument.stop());

  it('reads many members in one line, and writes an enum by its live index', async () => {
    const connector = ascii(instrument.authority);
    const { x } = await connectAll({ x: new (lifecycleClass(spec))('instrument') }, { via: [connector] });
    await getMany([x.number, x.mode, x.array]);
    await x.mode.set('Fault');
    expect(instrument.requests).toEqual(['?', 'LEVEL?;MODE?;WAVE?', 'MODE=2']);
    await connector.close();
  });
});
