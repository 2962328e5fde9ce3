import { metaOf } from '../signal/data-key.ts';
import { defaultValue } from '../value/default-value.ts';
import { DevgenError } from '../contract/errors.ts';
import { flatten } from '../support/flatten.ts';
import { memberKey } from '../support/member-key.ts';
import type { Meta } from '../contract/meta.ts';
import type { Reading } from '../contract/reading.ts';
import type { Io, Live } from '../contract/seam.ts';
import { SoftCell } from './soft-cell.ts';
import { SoftLink } from './soft-link.ts';
import type { CommandSpec, DeviceSpec, SignalSpec } from '../contract/spec.ts';

/** How one member of a soft device behaves; what is absent is kept in memory. */
export interface SoftMember {
  /** The first value; the zero of its type, if absent. */
  readonly initial?: unknown;
  readonly meta?: Meta;
  /** Asked by every get, and every period while observed. */
  readonly get?: (() => unknown) | undefined;
  /** Its result is the readback; of `undefined` the value that was set, or what {@link get} tells. */
  readonly set?: ((value: unknown, io: Io) => unknown) | undefined;
  readonly execute?: ((argument: unknown, io: Io) => unknown) | undefined;
}

/** A device in memory: its values outlive its links, as a server's do. */
export class SoftDevice {
  readonly source: string;
  readonly live: Live;
  readonly #specs: ReadonlyMap<string, SignalSpec | CommandSpec>;
  readonly #memberAt: (key: string) => SoftMember;
  readonly #cells = new Map<string, SoftCell>();
  readonly #links = new Set<SoftLink>();
  #lost: DevgenError | undefined;

  constructor(source: string, spec: DeviceSpec, memberAt: (key: string) => SoftMember) {
    this.source = source;
    this.#memberAt = memberAt;
    this.#specs = flatten(spec, memberKey);
    this.live = { spec, meta: new Map([...this.#specs].map(([key, member]) => [key, this.meta(key, member)])) };
  }

  /** Why nothing answers, while that is so. */
  get lost(): DevgenError | undefined {
    return this.#lost;
  }

  member(key: string): SoftMember {
    return this.#memberAt(key);
  }

  meta(key: string, spec: SignalSpec | CommandSpec): Meta {
    return this.member(key).meta ?? (spec.kind === 'command' ? {} : metaOf(spec));
  }

  cell(key: string, spec: SignalSpec): SoftCell {
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = new SoftCell(this.member(key).initial ?? defaultValue(spec));
      this.#cells.set(key, cell);
    }
    return cell;
  }

  /** Changes a value as the hardware would. */
  publish(key: string, reading: Reading): void {
    const spec = this.#specs.get(key);
    const cell = spec === undefined || spec.kind === 'command' ? this.#cells.get(key) : this.cell(key, spec);
    if (cell === undefined) {
      throw new DevgenError(`${this.source} has no value ${key}`, {
        code: 'MEMBER.MISSING',
        source: this.source,
        hint: `known: ${[...this.#specs.keys()].join(', ')}`,
      });
    }
    cell.publish(reading);
  }

  /** How many subscriptions of this value are running. */
  observers(key: string): number {
    return this.#cells.get(key)?.observers ?? 0;
  }

  open(): SoftLink {
    if (this.#lost !== undefined) throw this.#lost;
    const link = new SoftLink(this, () => this.#links.delete(link));
    this.#links.add(link);
    return link;
  }

  lose(): void {
    if (this.#lost !== undefined) return;
    const { source } = this;
    const hint = 'restore() brings it back';
    const why = new DevgenError('does not answer', { code: 'LINK.LOST', about: source, source, hint });
    this.#lost = why;
    for (const link of this.#links) link.lose(why);
    for (const cell of this.#cells.values()) cell.lose(why);
  }

  restore(): void {
    if (this.#lost === undefined) return;
    this.#lost = undefined;
    for (const link of this.#links) link.restore();
    for (const cell of this.#cells.values()) cell.restore();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#links].map((link) => link.close()));
  }
}
