export type Attribute = Readonly<Record<string, unknown>>;
/** What `test/peers/servers/drifter.py` becomes when it is told. */
export interface Shape {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly commands: Readonly<Record<string, string>>;
}

export const device = 'test/drifter/1';
export const original: Shape = {
  attributes: {
    level: { type: 'DevDouble', unit: 'V', min_value: -10, max_value: 10 },
    gear: { type: 'DevEnum', enum_labels: ['Off', 'On', 'Fault'] },
    trace: { type: 'DevDouble', format: 'SPECTRUM', access: 'READ' },
    steady: { type: 'DevLong' },
  },
  commands: { Park: 'DevString', Home: 'DevDouble' },
};

/** The original with some of its attributes otherwise; without those that are `undefined`. */
export function attributes(changed: Readonly<Record<string, Attribute | undefined>>): Shape {
  const entries = Object.entries({ ...original.attributes, ...changed }).filter(([, facts]) => facts !== undefined);
  return { ...original, attributes: Object.fromEntries(entries) as Shape['attributes'] };
}

/** The same of commands. */
export function commands(changed: Readonly<Record<string, string | undefined>>): Shape {
  const entries = Object.entries({ ...original.commands, ...changed }).filter(([, type]) => type !== undefined);
  return { ...original, commands: Object.fromEntries(entries) as Shape['commands'] };
}
