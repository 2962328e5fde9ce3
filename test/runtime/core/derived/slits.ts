import { connectAll, type Connector, defineDevice, Device, mock, soft } from '@devgen/runtime';
import { derivedSignal, derivedSignals } from '@devgen/runtime/derived';

export const Motor = defineDevice({
  id: 'soft:Motor',
  members: {
    position: { kind: 'rw', source: 'Position', type: 'f64', units: 'mm' },
    speed: { kind: 'r', source: 'Speed', type: 'f64' },
    secret: { kind: 'w', source: 'Secret', type: 'f64' },
  },
});

/** A slit of two blades, with what follows from them. */
export class Slits extends Device {
  readonly top = new Motor('top');
  readonly bottom = new Motor('bottom');
  readonly width = derivedSignal(
    { type: 'f64', units: 'mm' },
    { top: this.top.position, bottom: this.bottom.position },
    {
      get: ({ top, bottom }) => top - bottom,
      set: async (width, now) => {
        const { top, bottom } = await now();
        const centre = (top + bottom) / 2;
        return { top: centre + width / 2, bottom: centre - width / 2 };
      },
      meta: { precision: 3, units: 'mm' },
    },
  );
  readonly #both = derivedSignals(
    { gap: { type: 'f64', units: 'mm' }, centre: 'f64' },
    { top: this.top.position, bottom: this.bottom.position },
    {
      rawToDerived: ({ top, bottom }) => ({ gap: top - bottom, centre: (top + bottom) / 2 }),
      derivedToRaw: ({ gap, centre }) => ({ top: centre + gap / 2, bottom: centre - gap / 2 }),
    },
  );
  readonly gap = this.#both.gap;
  readonly centre = this.#both.centre;
}

/** Two motors in memory. */
export function motors(): ReturnType<typeof soft> {
  return soft({ top: { spec: Motor.spec }, bottom: { spec: Motor.spec } });
}

export async function connectSlits(via: Connector = mock()): Promise<Slits> {
  const { slits } = await connectAll({ slits: new Slits() }, { via: [via] });
  return slits;
}
