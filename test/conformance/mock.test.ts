import { badReading, connectAll, DevgenError, type DeviceSpec, mock, mockOf, type SignalR } from '@devgen/runtime';
import { conforms } from './lifecycle.ts';
import { recorded } from './recorded.ts';
import { lifecycleClass, lifecycleSpec, liveSpec } from './subject.ts';

const spec = lifecycleSpec('mock:Lifecycle', {
  number: 'number',
  readback: 'readback',
  mode: 'mode',
  text: 'text',
  array: 'array',
  broken: 'broken',
  double: 'double',
  reset: 'reset',
  slow: 'slow',
});

conforms('mock', async () => {
  const live = liveSpec(spec);
  const known = (address: string): DeviceSpec => {
    if (address === 'mock/1') return live;
    throw new DevgenError(`no device ${address}`, { code: 'ADDRESS.UNKNOWN' });
  };
  const { connector, requests } = recorded(mock({ live: known }));
  const { hand } = await connectAll({ hand: new (lifecycleClass(spec))('mock/1') }, { via: [connector] });
  const error = new DevgenError('out of order', { code: 'CALL.FAILED' });
  mockOf(hand.broken).set(badReading(error));
  mockOf(hand.broken).fail(error);
  mockOf(hand.double).returns((argument) => argument * 2);
  mockOf(hand.reset).returns(() => mockOf(hand.number).set(0));
  mockOf(hand.slow).hold();
  return {
    connector,
    address: 'mock/1',
    spec,
    control: {
      set: (member, value) => mockOf(hand[member] as SignalR<unknown>).set(value),
      lose: () => mockOf(hand.number).lose(),
      restore: () => mockOf(hand.number).restore(),
      requests,
    },
    stop: () => connector.close(),
  };
});
