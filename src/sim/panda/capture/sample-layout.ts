import type { CapturePlan, PlacedField } from './capture-plan.ts';
import type { DataProcess } from './data-options.ts';

/** What a client gets of each sample. */
export interface Layout {
  readonly fields: readonly PlacedField[];
  readonly sampleBytes: number;
}

/** Raw samples are as PCAP wrote them; scaled ones have doubles, and 32 bits for what has no scale. */
export function layout(plan: CapturePlan, process: DataProcess): Layout {
  if (process === 'RAW') return { fields: plan.rawFields, sampleBytes: plan.sampleBytes };
  const { fields } = plan;
  return { fields, sampleBytes: fields.reduce((sum, { mode }) => sum + (mode === 'unscaled' ? 4 : 8), 0) };
}
