import { type FieldFacts, type RecordTable, recordTable } from './record-table.ts';

const CHANNELS = 64;

/** The scaler record of synApps, which shows no units, with as many channels as it counts; `NCH` tells. */
export function scaler(channels: number): RecordTable {
  const fields: Record<string, FieldFacts> = {
    CNT: {
      kind: 'rw',
      type: 'enum',
      labels: ['Done', 'Count'],
      description: 'Counts until a preset is reached, or it is set to Done',
    },
    CONT: {
      kind: 'rw',
      type: 'enum',
      labels: ['OneShot', 'AutoCount'],
      description: 'Whether it counts again by itself',
    },
    TP: { kind: 'rw', type: 'f64', description: 'For how long it is to count, in seconds' },
    T: { kind: 'r', type: 'f64', description: 'For how long it has counted, in seconds' },
    TP1: { kind: 'rw', type: 'f64', description: 'For how long it counts by itself, in seconds' },
    FREQ: { kind: 'rw', type: 'f64', description: 'Rate of the clock in channel 1, in Hz' },
    RATE: { kind: 'rw', type: 'f32', description: 'How often counts are shown while it counts, in Hz' },
    RAT1: { kind: 'rw', type: 'f32', description: 'The same, while it counts by itself, in Hz' },
    DLY: { kind: 'rw', type: 'f32', description: 'Pause before it counts, in seconds' },
    DLY1: { kind: 'rw', type: 'f32', description: 'Pause before it counts by itself, in seconds' },
    NCH: { kind: 'r', type: 'i16', description: 'Number of channels' },
  };
  for (let channel = 1; channel <= Math.min(channels, CHANNELS); channel++) {
    fields[`S${channel}`] = { kind: 'r', type: 'u32', description: `Counts of channel ${channel}` };
    fields[`NM${channel}`] = { kind: 'rw', type: 'str', description: `Name of channel ${channel}` };
    fields[`PR${channel}`] = { kind: 'rw', type: 'u32', description: `Preset of channel ${channel}` };
    fields[`G${channel}`] = {
      kind: 'rw',
      type: 'enum',
      labels: ['N', 'Y'],
      description: `Whether the preset of channel ${channel} ends it`,
    };
    fields[`D${channel}`] = {
      kind: 'rw',
      type: 'enum',
      labels: ['Up', 'Dn'],
      description: `Which way channel ${channel} counts`,
    };
  }
  return recordTable('Scaler', 'Counters with presets, as the scaler record has them.', fields);
}
