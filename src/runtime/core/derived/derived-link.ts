import type { DerivedBackend } from './derived-backend.ts';
import { DevgenError, whyOf } from '../contract/errors.ts';
import { type Part, readableOf } from './parts.ts';
import type { Reading } from '../contract/reading.ts';
import { readMany } from '../signal/read-many.ts';
import type { Backend, Io, Link, LinkState } from '../contract/seam.ts';
import { slot } from '../contract/slot.ts';
import { whereIs } from '../signal/call.ts';

/** The links of the parts as one: lost while one of them is. */
export class DerivedLink implements Link {
  readonly parts: ReadonlyMap<string, Part>;

  constructor(parts: ReadonlyMap<string, Part>) {
    this.parts = parts;
  }

  get state(): LinkState {
    const states = [...this.parts.values()].map(stateOf);
    const since = Math.max(0, ...states.map((state) => state.since));
    const connected = { state: 'connected', since, live: { spec: { id: '', members: {} }, meta: new Map() } } as const;
    return states.find(({ state }) => state !== 'connected') ?? connected;
  }

  onState(on: (state: LinkState) => void): () => void {
    const ends = [...this.parts.values()].map(({ [slot]: behind }) => {
      return behind.binding.state === 'bound' ? behind.binding.link.onState(() => on(this.state)) : () => {};
    });
    return () => ends.forEach((end) => end());
  }

  backend(): Backend {
    throw new DevgenError('a derived signal is no device', { code: 'MEMBER.KIND' });
  }

  /** Signals derived from the same parts share what it takes to read them. */
  async getMany(of: readonly Backend[], io: Io): Promise<readonly Reading[]> {
    const readable = readableOf(this.parts);
    const signals = readable.map(([, part]) => part);
    const readings = await readMany(signals, io);
    const named = new Map(readable.map(([name], index) => [name, readings[index]!]));
    return (of as readonly DerivedBackend[]).map((backend) => backend.combine(named));
  }

  async close(): Promise<void> {}
}

function stateOf({ [slot]: behind }: Part): LinkState {
  const { binding } = behind;
  if (binding.state !== 'bound') return lost(behind, 0, binding.state === 'failed' ? binding.error : 'not connected');
  const { state } = binding.link;
  return state.state === 'lost' ? lost(behind, state.since, state.why) : state;
}

function lost(behind: Part[typeof slot], since: number, cause: unknown): LinkState {
  const why = new DevgenError(`${whereIs(behind)}: ${whyOf(cause)}`, { code: 'LINK.LOST', cause });
  return { state: 'lost', since, why };
}
