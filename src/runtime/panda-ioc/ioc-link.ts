import { LinkStates } from '../core/support/link-states.ts';
import { flatKey } from '../core/support/flatten.ts';
import type { Meta } from '../core/contract/meta.ts';
import type { Reading } from '../core/contract/reading.ts';
import type { Backend, Io, Link, LinkState, Live } from '../core/contract/seam.ts';
import type { CommandSpec, DeviceSpec, SignalSpec } from '../core/contract/spec.ts';
import { pvName } from '../core/pushed/pv-name.ts';
import { putUnitsFirst } from '../panda/connector/put-units-first.ts';
import { wireKey } from '../panda/connector/wire-key.ts';
import { normalisePvi, type PviRoute } from '../panda/pvi/normalise-pvi.ts';
import type { PviMember } from '../panda/pvi/pvi-box.ts';
import { IocBackend } from './ioc-backend.ts';
import { publishedBox, publishedBy } from './published-box.ts';

/** A box over the link to its IOC's PVs: every member through its converter. */
export class IocLink implements Link {
  readonly #prefix: string;
  readonly #wanted: DeviceSpec;
  readonly #pvs: Link;
  readonly #states: LinkStates;
  readonly #units = new Map<string, string>();
  #route: PviRoute;

  private constructor(prefix: string, wanted: DeviceSpec, pvs: Link, live: Live) {
    this.#prefix = prefix;
    this.#wanted = wanted;
    this.#pvs = pvs;
    this.#route = this.#routeOf(live);
    this.#states = new LinkStates(this.#shown(pvs.state));
  }

  /** Takes over the link to the PVs, also where it rejects. */
  static async open(prefix: string, wanted: DeviceSpec, pvs: Link, io: Io): Promise<IocLink> {
    try {
      const { state } = pvs;
      if (state.state !== 'connected') throw state.state === 'lost' ? state.why : new Error('the link was closed');
      const link = new IocLink(prefix, wanted, pvs, state.live);
      // What becomes of the link meanwhile is told too.
      pvs.onState((next) => link.#enter(next));
      await link.#followUnits(io);
      return link;
    } catch (error) {
      await pvs.close();
      throw error;
    }
  }

  get state(): LinkState {
    return this.#states.state;
  }

  onState(on: (state: LinkState) => void): () => void {
    return this.#states.onState(on);
  }

  backend(path: readonly (string | number)[], member: SignalSpec | CommandSpec): Backend {
    return new IocBackend(this, flatKey(path, member, wireKey), member);
  }

  async getMany(of: readonly Backend[], io: Io): Promise<readonly Reading[]> {
    const asked = of.map((each) => each as IocBackend);
    const served = asked.filter((each) => each.pv !== undefined);
    const readings = await this.#pvs.getMany(
      served.map((each) => each.pv!),
      io,
    );
    const found = new Map(served.map((each, index) => [each, readings[index]!]));
    return asked.map((each) => each.answer(found.get(each)));
  }

  /** In the order given, but for units, which go before the values that they scale. */
  putMany(of: readonly (readonly [Backend, unknown])[], io: Io): Promise<readonly (Error | undefined)[]> {
    return putUnitsFirst(of, (backend) => (backend as IocBackend).member.source, io);
  }

  close(): Promise<void> {
    return this.#pvs.close();
  }

  /** How a member goes through PVs now, by path and wire key; `undefined` of what the IOC does not serve. */
  member(key: string): PviMember | undefined {
    return this.#route.members.get(key);
  }

  /** Why a member is not served, or only to be read. */
  gap(key: string): string | undefined {
    return this.#route.gaps.get(key);
  }

  /** What a PV that holds a unit holds now. */
  unitsAt(pv: string): string | undefined {
    return this.#units.get(pv);
  }

  /** The PVs of a member, as one. */
  backendOf({ read, write }: PviMember): Backend {
    const source = `=${read ?? write}`;
    if (write === undefined) return this.#pvs.backend([], { kind: 'r', source, type: 'any' });
    if (read === undefined) return this.#pvs.backend([], { kind: 'w', source, type: 'any' });
    return this.#pvs.backend([], { kind: 'rw', source, write: `=${write}`, type: 'any' });
  }

  #routeOf({ spec }: Live): PviRoute {
    return normalisePvi(publishedBy(spec), publishedBox(this.#prefix, spec), this.#wanted);
  }

  #enter(state: LinkState): void {
    if (state.state === 'connected') this.#route = this.#routeOf(state.live);
    this.#states.set(this.#shown(state));
  }

  #shown(state: LinkState): LinkState {
    if (state.state !== 'connected') return state;
    return { ...state, live: { spec: this.#route.live, meta: this.#meta(state.live) } };
  }

  #meta({ meta }: Live): ReadonlyMap<string, Meta> {
    const ofPv = new Map([...meta].map(([source, each]) => [pvName(this.#prefix, [], source), each]));
    return new Map(
      [...this.#route.members].flatMap(([key, { read, write }]) => {
        const shown = ofPv.get(read ?? write ?? '');
        return shown === undefined ? [] : [[key, shown] as const];
      }),
    );
  }

  /** Units are values of PVs of their own, known from the beginning and followed. */
  async #followUnits(io: Io): Promise<void> {
    const pvs = new Set([...this.#route.members.values()].flatMap(({ units }) => units ?? []));
    const backends = Array.from(pvs, (pv) => this.#pvs.backend([], { kind: 'r', source: `=${pv}`, type: 'any' }));
    const readings = await this.#pvs.getMany(backends, io);
    for (const [index, pv] of [...pvs].entries()) {
      const take = (reading: Reading): void => {
        if (reading.ok) this.#units.set(pv, String(reading.value));
      };
      take(readings[index]!);
      backends[index]!.subscribe(take, {});
    }
  }
}
