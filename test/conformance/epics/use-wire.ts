import { afterAll, beforeAll } from 'vitest';
import { type OneWire, startWire, type Wire } from './both-wires.ts';

/** An IOC for all tests of the suite around it, over one wire. */
export function useWire(wire: Wire, database: string): () => OneWire {
  let started: OneWire | undefined;
  beforeAll(async () => {
    started = await startWire(wire, database);
  });
  afterAll(() => started?.stop());
  return () => started!;
}
