import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../../../src/runtime/tango/client/types.ts';
import { Freshness } from '../../../../src/runtime/tango/connector/freshness.ts';

const at = (timeNs: bigint, more: Partial<AttributeValue> = {}): AttributeValue => ({
  name: 'x',
  quality: 'ATTR_VALID',
  dataFormat: 'SCALAR',
  timeNs,
  value: Float64Array.of(1),
  dim: { x: 1, y: 0 },
  setValue: undefined,
  setDim: { x: 0, y: 0 },
  errors: [],
  ...more,
});

describe("the server's cache", () => {
  it('is welcome until something was written', () => {
    const freshness = new Freshness();
    expect(freshness.source).toBe('CACHE_DEV');
    expect(freshness.accept(at(5n), 'CACHE_DEV', freshness.mark)).toBe(true);
  });

  it('is passed by after a write, then held against it until it was filled again', () => {
    const freshness = new Freshness();
    freshness.wrote();
    expect(freshness.source).toBe('DEV');
    expect(freshness.accept(at(100n), 'DEV', freshness.mark)).toBe(true);
    expect(freshness.source).toBe('CACHE_DEV');
    expect(freshness.accept(at(90n), 'CACHE_DEV', freshness.mark)).toBe(false);
    expect(freshness.accept(at(110n), 'CACHE_DEV', freshness.mark)).toBe(true);
    expect(freshness.accept(at(90n), 'CACHE_DEV', freshness.mark)).toBe(true);
  });

  it('learns nothing from a read that a write overtook', () => {
    const freshness = new Freshness();
    const { mark } = freshness;
    freshness.wrote();
    freshness.accept(at(100n), 'DEV', mark);
    expect(freshness.source).toBe('DEV');
  });

  it('learns nothing from an error, whose time means nothing', () => {
    const freshness = new Freshness();
    freshness.wrote();
    freshness.accept(at(100n), 'DEV', freshness.mark);
    const error = { reason: 'API_X', severity: 'ERR', description: '', origin: '' } as const;
    expect(freshness.accept(at(0n, { errors: [error] }), 'CACHE_DEV', freshness.mark)).toBe(true);
    expect(freshness.accept(at(90n), 'CACHE_DEV', freshness.mark)).toBe(false);
  });
});
