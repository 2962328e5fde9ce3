import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type OneWire, startWireIoc, type Wire, type WireIoc } from './both-wires.ts';

/** An IOC, and one connector for all tests of the suite around it. */
export function useWire(wire: Wire, database: string): () => OneWire {
  let ioc: WireIoc | undefined;
  let opened: OneWire | undefined;
  beforeAll(async () => {
    ioc = await startWireIoc(wire, database);
    opened = await ioc.open();
  });
  afterAll(async () => {
    await opened?.close();
    await ioc?.stop();
  });
  return () => opened!;
}

/** An IOC for all tests of the suite around it, and a connector for each that nobody has used. */
export function useFreshWire(wire: Wire, database: string): () => OneWire {
  let ioc: WireIoc | undefined;
  let opened: OneWire | undefined;
  beforeAll(async () => {
    ioc = await startWireIoc(wire, database);
  });
  afterAll(() => ioc?.stop());
  beforeEach(async () => {
    opened = await ioc!.open();
  });
  afterEach(() => opened?.close());
  return () => opened!;
}
