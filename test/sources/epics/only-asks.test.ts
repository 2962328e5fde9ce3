import { PvaClient } from '@devgen/runtime/pva';
import { Command, PvDataReader, readVariant } from '@devgen/runtime/pva/codec';
import { expect, it } from 'vitest';
import { startIoc } from '../../peers/epics-ioc.ts';
import { records } from '../../peers/epics-records.ts';
import { PvaProxy } from '../../peers/pva-proxy.ts';
import type { PvaMessage } from '../../peers/pva-messages.ts';
import { pullEpics } from './pulled-epics.ts';
import { EVENTS_ALONE, watchEpics } from './watching.ts';

/** The fields that a get or a call begins with, as they are written in a request. */
function requestedFields(message: PvaMessage): readonly string[] {
  const reader = new PvDataReader(new Uint8Array(message.bytes.subarray(8 + 9)));
  const request = readVariant(reader)?.value as { readonly field?: Readonly<Record<string, object>> };
  return Object.entries(request.field ?? {}).flatMap(([name, inner]) =>
    Object.keys(inner).length === 0 ? [name] : Object.keys(inner).map((below) => `${name}.${below}`),
  );
}

it('a pull sends nothing that changes anything, and asks for no value of a PV', async () => {
  const ioc = await startIoc(`${records('beamline.db')}\n${records('pvi.db')}\n${records('every-type.db')}`);
  const sent = new Map<number, (string | undefined)[]>();
  const gets: (readonly [pv: string, fields: readonly string[]])[] = [];
  const proxy = await PvaProxy.start(ioc, {
    onSent: (message, channel) => {
      const { command } = message;
      if (command === undefined) return;
      sent.set(command, [...(sent.get(command) ?? []), channel]);
      if (command === Command.get && (message.u8(8) & 0x08) !== 0) gets.push([channel ?? '', requestedFields(message)]);
    },
  });
  const { described } = await pullEpics({ address: 'pva:' }, { environment: proxy.environment });
  await proxy.stop();
  await ioc.stop();

  expect(described.length).toBeGreaterThan(5);
  expect(described.filter((device) => !device.ok)).toEqual([]);
  const allowed = new Set<number>([
    Command.connectionValidation,
    Command.echo,
    Command.createChannel,
    Command.destroyChannel,
    Command.getField,
    Command.get,
    Command.destroyRequest,
    Command.cancelRequest,
    Command.rpc,
  ]);
  expect([...sent.keys()].filter((command) => !allowed.has(command))).toEqual([]);
  // The only call is to the server itself.
  expect(new Set(sent.get(Command.rpc))).toEqual(new Set(['server']));
  // A record's own fields and a PVI are configuration; of all else comes what tells about the value.
  const configuration = /\.(?:RTYP|EGU|PREC|ZNAM|HIGH|DTYP|NCH)$|PVI$/;
  const aside = new Set(['value.choices', 'display', 'control', 'valueAlarm', 'labels', 'descriptor']);
  expect(gets.length).toBeGreaterThan(50);
  const values = gets.filter(
    ([pv, fields]) => !configuration.test(pv) && (fields.length === 0 || fields.some((field) => !aside.has(field))),
  );
  expect(values).toEqual([]);
  expect(gets.some(([pv]) => pv.endsWith('.RTYP'))).toBe(true);
});

it('a watch listens to PVIs and to metadata, and asks for no value of a PV', async () => {
  const ioc = await startIoc(`${records('beamline.db')}\n${records('pvi.db')}\n${records('every-type.db')}`);
  const commands = new Set<number>();
  const monitors: (readonly [pv: string, fields: readonly string[]])[] = [];
  const proxy = await PvaProxy.start(ioc, {
    onSent: (message, channel) => {
      const { command } = message;
      if (command === undefined) return;
      commands.add(command);
      if (command === Command.monitor && (message.u8(8) & 0x08) !== 0)
        monitors.push([channel ?? '', requestedFields(message)]);
    },
  });
  const hand = new PvaClient({ environment: ioc.environment });
  const watched = watchEpics({ address: 'pva:' }, EVENTS_ALONE, proxy.environment);
  await watched.untilChanged('changed BL01:PS1', () => hand.channel('BL01:PS1:Current.EGU').put('mA'));
  await hand.close();
  await proxy.stop();
  await ioc.stop();

  for (const command of [Command.put, Command.putGet, Command.process]) expect(commands).not.toContain(command);
  const aside = new Set(['value.choices', 'display', 'control', 'valueAlarm', 'labels', 'descriptor']);
  const values = monitors.filter(([, fields]) => fields.length === 0 || fields.some((field) => !aside.has(field)));
  expect(values.length).toBeGreaterThan(0);
  expect(values.filter(([pv]) => !pv.endsWith('PVI'))).toEqual([]);
  expect(monitors.length).toBeGreaterThan(50);
});
