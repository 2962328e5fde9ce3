import { bindDevice, releaseDevice } from './bind.ts';
import { enterWait } from '../signal/waits.ts';
import { chooseConnector, serverOf } from './choose.ts';
import type { ConnectError } from './connect-error.ts';
import type { ConnectContext } from './connect-options.ts';
import { deadline, type Deadline, within } from '../support/deadline.ts';
import type { DeviceCore } from '../device/device-core.ts';
import type { DeviceState } from '../device/device-state.ts';
import { asDevgenError, DevgenError } from '../contract/errors.ts';
import { connectorClosedError, disposedError } from '../device/disposed-error.ts';
import { judge, type Verdict } from './judge.ts';
import { Listeners } from '../support/listeners.ts';
import { openLink } from './open-link.ts';
import type { Connector, Link, LinkState, Live } from '../contract/seam.ts';
import type { DeviceSpec } from '../contract/spec.ts';

/** What a connected device has. */
interface Connected {
  readonly link: Link;
  readonly connector: Connector;
  readonly mocked: boolean;
  readonly unfollow: () => void;
  live: Live;
  mismatch: ConnectError | undefined;
}

/** The life of one device's link: one attempt at a time, then as the link says, until it is disposed. */
export class Connection {
  /** `tango://db:10000`, once a connector was chosen. */
  server: string | undefined;
  readonly #core: DeviceCore;
  readonly #listeners = new Listeners<DeviceState>();
  #state: DeviceState;
  #connected: Connected | undefined;
  #attempt: { readonly done: Promise<void>; readonly io: Deadline } | undefined;
  #closing: Promise<void> | undefined;

  constructor(core: DeviceCore) {
    this.#core = core;
    this.#state = { state: 'new', since: core.since };
  }

  get state(): DeviceState {
    return this.#state;
  }

  onState(callback: (state: DeviceState) => void): () => void {
    return this.#listeners.add(callback);
  }

  /** No-op when connected; an attempt under way is shared, and one that ends with its own caller's deadline repeated. */
  async connect(context: ConnectContext): Promise<void> {
    while (!this.#isConnected(context)) {
      const own = this.#attempt === undefined;
      const { done } = (this.#attempt ??= this.#begin(context));
      const { name, address = '' } = this.#core;
      const leave = enterWait({ name: name || address, source: address, what: 'connect' }, context.milliseconds);
      try {
        await within(context.io, () => done);
        if (own) return;
      } catch (error) {
        if (own || context.io.signal.aborted || !isOfCaller(error)) throw this.#explain(error, context);
      } finally {
        leave();
      }
    }
    const mismatch = this.#connected?.mismatch;
    if (mismatch !== undefined && context.mismatch === 'strict') throw mismatch;
  }

  /** Ends every observation and closes the link; afterwards connecting is allowed again. */
  async dispose(): Promise<void> {
    const error = disposedError(this.#core.name || (this.#core.address ?? ''));
    this.#attempt?.io.abort(error);
    const link = this.#forget();
    releaseDevice(this.#core, error);
    this.#enter({ state: 'closed', since: Date.now() });
    if (link !== undefined) this.#closing = link.close();
    await this.#closing;
  }

  #isConnected({ mock }: ConnectContext): boolean {
    const connected = this.#connected;
    return connected?.link.state.state === 'connected' && connected.mocked === (mock !== undefined);
  }

  #begin(context: ConnectContext): { readonly done: Promise<void>; readonly io: Deadline } {
    const io = deadline(Infinity, context.io.signal);
    const done = this.#open(context, io).finally(() => {
      this.#attempt = undefined;
      io.done();
    });
    // Whoever asked may have given up before it began.
    done.catch(ignore);
    return { done, io };
  }

  async #open(context: ConnectContext, { signal }: Deadline): Promise<void> {
    this.#enter({ state: 'connecting', since: Date.now() });
    try {
      const { address, spec, open } = this.#core;
      const connector = this.#choose(context);
      this.server = serverOf(connector);
      const io = { signal, remaining: () => context.io.remaining() };
      const link = await openLink(connector, address ?? '', open ? undefined : spec, io);
      this.#accept(link, connector, context);
    } catch (error) {
      const why = this.#explain(error, context);
      this.#rest(why);
      throw why;
    }
  }

  #choose({ mock, via }: ConnectContext): Connector {
    const { address, spec, open } = this.#core;
    if (address === undefined || address === '') {
      throw new DevgenError(`${this.#core.name || spec.id} has no address`, {
        code: 'ADDRESS.UNKNOWN',
        hint: 'give it to the constructor',
      });
    }
    if (mock === undefined) return chooseConnector(address, open ? '' : spec.id, via);
    return this.#connected?.mocked === true ? this.#connected.connector : mock;
  }

  #accept(link: Link, connector: Connector, { mismatch, mock }: ConnectContext): void {
    const { state } = link;
    const verdict = state.state === 'connected' ? judge(this.#core, state.live, connector) : undefined;
    if (state.state !== 'connected' || (verdict?.error !== undefined && mismatch === 'strict')) {
      void link.close().catch(ignore);
      throw verdict?.error ?? (state.state === 'lost' ? state.why : new Error('the link closed at once'));
    }
    const before = this.#forget();
    const unfollow = link.onState((next) => this.#follow(link, next));
    const mocked = mock !== undefined;
    this.#connected = { link, connector, mocked, unfollow, live: state.live, mismatch: undefined };
    this.#learn(this.#connected, state.live, verdict);
    void before?.close().catch(ignore);
    this.#follow(link, link.state);
  }

  #learn(connected: Connected, live: Live, verdict?: Verdict): void {
    const { link, connector } = connected;
    const { findings, errors, error } = verdict ?? judge(this.#core, live, connector);
    connected.live = live;
    connected.mismatch = error;
    this.#core.findings = findings;
    bindDevice(this.#core, live.spec, { link, errors, key: (source, kind) => connector.key(source, kind) });
  }

  #follow(link: Link, state: LinkState): void {
    const connected = this.#connected;
    if (connected?.link !== link) return;
    if (state.state === 'connected') {
      if (!isSameSpec(state.live.spec, connected.live.spec)) this.#learn(connected, state.live);
      this.#enter({ state: 'connected', since: state.since });
    } else if (state.state === 'lost') {
      this.#enter({ state: 'lost', since: state.since, why: state.why });
    } else {
      this.#forget();
      releaseDevice(this.#core, connectorClosedError(this.#core.name || (this.#core.address ?? '')));
      this.#enter({ state: 'closed', since: state.since });
    }
  }

  /** The state after a failed attempt: that of the link which is still there, if one is. */
  #rest(why: DevgenError): void {
    if (this.#connected !== undefined) this.#follow(this.#connected.link, this.#connected.link.state);
    else if (why.code === 'LINK.CLOSED') this.#enter({ state: 'closed', since: Date.now() });
    else this.#enter({ state: 'new', since: Date.now(), why });
  }

  #forget(): Link | undefined {
    const connected = this.#connected;
    this.#connected = undefined;
    connected?.unfollow();
    return connected?.link;
  }

  #enter(state: DeviceState): void {
    const changed = state.state !== this.#state.state;
    this.#state = state;
    if (changed) this.#listeners.tell(state);
  }

  #explain(error: unknown, { io, milliseconds }: ConnectContext): DevgenError {
    const device = this.#core.address;
    const known = asDevgenError(error, { code: 'CONNECT.FAILED', device, hint: 'devgen sources' });
    if (known.code !== 'CALL.TIMEOUT' || !io.signal.aborted) return known;
    return new DevgenError(`no answer from ${device} within ${milliseconds} ms`, {
      code: 'CONNECT.TIMEOUT',
      device,
      hint: 'devgen sources',
      cause: error,
    });
  }
}

/** The end of somebody else's patience, not of the device. */
function isOfCaller(error: unknown): boolean {
  return error instanceof DevgenError && ['CONNECT.TIMEOUT', 'CALL.TIMEOUT', 'CALL.ABORTED'].includes(error.code);
}

function isSameSpec(a: DeviceSpec, b: DeviceSpec): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function ignore(): void {}

/** The connection of a device that has a link of its own, made on first use; a part has its device's. */
export function connectionOf(core: DeviceCore): Connection | undefined {
  if (core.owner !== undefined) return connectionOf(core.owner);
  // A composite has no spec of its own; a class whose control system shows no member has.
  if (!core.open && core.members.length === 0 && core.spec.id === '') return undefined;
  return (core.connection ??= new Connection(core));
}
