import { DevgenError, soft } from '@devgen/runtime';
import { conforms } from './lifecycle.ts';
import { recorded } from './recorded.ts';
import { lifecycleSpec, liveSpec } from './subject.ts';

const spec = lifecycleSpec('soft:Lifecycle', {
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

function fail(): never {
  throw new DevgenError('out of order', { code: 'CALL.FAILED' });
}

conforms('soft', async () => {
  const system = soft({
    'soft/1': {
      spec: liveSpec(spec),
      members: {
        broken: { get: fail, set: fail },
        'double()': { execute: (argument) => Number(argument) * 2 },
        'reset()': { execute: () => system.set('soft/1', 'number', 0) },
        'slow()': { execute: () => new Promise(() => {}) },
      },
    },
  });
  const { connector, requests } = recorded(system);
  return {
    connector,
    address: 'soft/1',
    spec,
    control: {
      set: (member, value) => system.set('soft/1', member, value),
      lose: () => system.lose('soft/1'),
      restore: () => system.restore('soft/1'),
      requests,
    },
    stop: () => connector.close(),
  };
});
