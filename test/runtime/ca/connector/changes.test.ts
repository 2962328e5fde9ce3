import { connectAll, defineDevice } from '@devgen/runtime';
import { CaClient } from '@devgen/runtime/ca';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CaServerPeer, startCaIoc } from '../../../peers/ca-server.ts';
import { patient } from '../client/with-client.ts';
import { withConnector } from './with-connector.ts';

const DATABASE = `
record(ao, "D:a") { field(VAL, "1") field(PINI, "YES") field(EGU, "mm") field(PREC, "2") field(DRVL, "-5") field(DRVH, "5") field(HIGH, "4") field(HSV, "MINOR") field(HIHI, "4.5") field(HHSV, "MAJOR") }
record(mbbo, "D:mode") { field(VAL, "1") field(PINI, "YES") field(ZRST, "Off") field(ONST, "On") }
record(waveform, "D:wave") { field(FTVL, "LONG") field(NELM, "7") }
record(ai, "D:never") { }
`;

const Dev = defineDevice({
  id: 'epics:Dev',
  members: {
    a: { kind: 'rw', source: 'a', type: 'f64' },
    mode: { kind: 'rw', source: 'mode', type: 'enum', labels: ['Off', 'On'] },
    wave: { kind: 'rw', source: 'wave', type: 'i32[]' },
    never: { kind: 'r', source: 'never', type: 'f64' },
  },
});

describe('what a server says beside its values', () => {
  let ioc: CaServerPeer;
  let hand: CaClient;
  beforeAll(async () => {
    ioc = await startCaIoc(DATABASE);
  });
  afterAll(() => ioc.stop());
  beforeEach(() => {
    hand = new CaClient({ environment: ioc.environment });
  });
  afterEach(() => hand.close());

  const change = (name: string, value: unknown): Promise<void> =>
    hand.channel(name).put(value, { wait: true }, patient());

  it('is metadata, and follows the server without a question', () =>
    withConnector(ioc, async (connector) => {
      const { dev } = await connectAll({ dev: new Dev('D:') }, { via: [connector] });
      expect(dev.a.meta).toMatchObject({
        units: 'mm',
        precision: 2,
        limits: { control: { low: -5, high: 5 }, warning: { high: 4 }, alarm: { high: 4.5 } },
      });
      expect([dev.mode.meta.labels, dev.wave.meta.maxShape]).toEqual([['Off', 'On'], [7]]);
      await change('D:a.EGU', 'um');
      await change('D:a.DRVH', 50);
      // What was told before the answer to a later question has come.
      await dev.a.get({ fresh: true });
      expect(dev.a.meta).toMatchObject({ units: 'um', limits: { control: { low: -5, high: 50 } } });
      await change('D:a.DRVH', 5);
    }));

  it('limits what is written', () =>
    withConnector(ioc, async (connector) => {
      const { dev } = await connectAll({ dev: new Dev('D:') }, { via: [connector] });
      await expect(dev.a.set(6)).rejects.toMatchObject({ code: 'VALUE.LIMITS', member: 'dev.a', actual: 6 });
      await dev.a.set(5);
      expect(await dev.a.reading()).toMatchObject({ ok: true, value: 5, severity: 'major', quality: 'HIHI' });
      await dev.a.set(1);
      expect(await dev.a.reading()).toMatchObject({ ok: true, severity: 'none' });
      expect(await dev.never.reading()).toMatchObject({
        ok: true,
        value: 0,
        severity: 'invalid',
        quality: 'UDF',
        timeNs: 631_152_000n * 1_000_000_000n,
      });
    }));

  it('may be labels that the class does not know', () =>
    withConnector(ioc, async (connector) => {
      const { dev } = await connectAll({ dev: new Dev('D:') }, { via: [connector] });
      await change('D:mode.TWST', 'Auto');
      await change('D:mode', 2);
      await expect(dev.mode.get()).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN', actual: 'Auto' });
      await change('D:mode.TWST', '');
      await dev.mode.set('Off');
      expect(await dev.mode.get()).toBe('Off');
    }));

  it('may be another type after a restart, which is told', () =>
    withConnector(ioc, async (connector) => {
      const { dev } = await connectAll({ dev: new Dev('D:') }, { via: [connector] });
      const readings = dev.a.observe();
      await readings.next();
      const { port } = ioc;
      await ioc.stop();
      const other = await startCaIoc(
        DATABASE.replace('record(ao, "D:a") {', 'record(ai, "D:a") {').replace(/field\(DRV[LH], "-?5"\)/g, ''),
        { port },
      );
      for (;;) {
        const { value } = await readings.next();
        if (value?.ok === true && !value.stale) break;
      }
      expect(dev.$state.state).toBe('connected');
      expect(dev.a.meta.limits?.control).toBeUndefined();
      await readings.return?.();
      await other.stop();
      await ioc.start();
    }));
});
