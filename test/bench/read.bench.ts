import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeviceServer } from '../peers/device-server.ts';
import { python, required } from '../peers/install/cache.js';
import { startTangoTest } from '../peers/tango-test.ts';
import { type Client, compare, report } from './rounds.ts';

const clients = resolve(import.meta.dirname, 'clients');
const count = 20_000;

let server: DeviceServer;

beforeAll(async () => {
  server = await startTangoTest(undefined, {});
});
afterAll(() => server.stop());

it('reads one attribute, one call after the other and pipelined, beside PyTango and its 8 threads', async () => {
  const environment = { PYTANGO_DISABLE_TELEMETRY_PATCHING: '1', ORBclientTransportRule: '* tcp' };
  const what = [server.address(), 'long_scalar', `${count}`];
  const pair: Client[] = [
    { name: 'devgen', command: process.execPath, arguments: [`${clients}/read.js`, ...what], environment },
    { name: 'PyTango', command: required(python, 'PyTango'), arguments: [`${clients}/read.py`, ...what], environment },
  ];
  const results = await compare(pair, 5);
  for (const figures of results.flat()) {
    expect(figures['reads']).toBe(count);
    expect(figures['total']).toBeGreaterThan(0);
  }
  report('sequential read, p50', 'p50us', 'us', pair, results);
  report('concurrent reads', 'rate', 'reads/s', pair, results);
});
