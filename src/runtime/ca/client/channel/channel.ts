import { type ChannelUser, ChannelUsers } from '../../../core/support/channel-users.ts';
import { type Endpoint, endpointText } from '../../../core/support/endpoint.ts';
import { Listeners } from '../../../core/support/listeners.ts';
import { Redial } from '../../../core/support/redial.ts';
import type { AccessRights, ChannelCreated } from '../../codec/message/channel.ts';
import { typeOf } from '../../codec/value/dbr.ts';
import type { CallError } from '../call/call-error.ts';
import { channelLostError, refusedError } from '../call/failures.ts';
import type { Circuit } from '../transport/circuit.ts';
import type { CircuitChannel } from '../transport/circuit-party.ts';
import type { ChannelHost } from './channel-host.ts';
import { type ChannelInfo, CONNECTING, IDLE, SEARCHING, type ChannelState } from './channel-state.ts';

/** Everything, for servers that never tell. */
const ALL: AccessRights = { read: true, write: true };

/** One PV of one server: looked for, connected, lost and found again. */
export class Channel implements CircuitChannel {
  readonly cid: number;
  readonly name: string;
  /** For messages: `ca://NAME`. */
  readonly source: string;
  readonly host: ChannelHost;
  /** Of searches: which pause it waits in. */
  level: number | undefined;
  tries = 0;
  readonly #dialled: Endpoint | undefined;
  /** Of a channel that is dialled. */
  readonly #redial: Redial | undefined;
  readonly #users = new ChannelUsers();
  readonly #listeners = new Listeners<ChannelState>();
  readonly #accessListeners = new Listeners<AccessRights>();
  #state: ChannelState = IDLE;
  #circuit: Circuit | undefined;
  #sid = 0;
  #access: AccessRights = ALL;
  #info: ChannelInfo | undefined;
  #neededTries: number | undefined;
  #wants = 0;
  #wasConnected = false;

  /** With `server` it is dialled there and never searched for. */
  constructor(cid: number, name: string, host: ChannelHost, server?: Endpoint) {
    this.cid = cid;
    this.name = name;
    this.source = server === undefined ? `ca://${name}` : `ca://${endpointText(server)}/${name}`;
    this.host = host;
    this.#dialled = server;
    this.#redial = server && new Redial(() => this.#dial());
  }

  get state(): ChannelState {
    return this.#state;
  }

  get isConnected(): boolean {
    return this.#state.state === 'connected';
  }

  get isClosed(): boolean {
    return this.#state.state === 'closed';
  }

  /** What kept it from being connected the last time. */
  get why(): CallError | undefined {
    return 'why' in this.#state ? this.#state.why : undefined;
  }

  /** The circuit, while it is connected. */
  get circuit(): Circuit | undefined {
    return this.isConnected ? this.#circuit : undefined;
  }

  /** The server that it is on, or is being connected to; for messages. */
  get server(): string {
    return this.#circuit?.where ?? 'no server';
  }

  /** Its number at the server, while it is connected. */
  get sid(): number {
    return this.#sid;
  }

  /** What the server told when it was connected the last time. */
  get info(): ChannelInfo | undefined {
    return this.#info;
  }

  /** Asked for several times, and nobody has answered. */
  get isMissing(): boolean {
    return this.#state.state === 'searching' && this.tries > 2;
  }

  /** A server answered for it, and has it not. */
  get isRefused(): boolean {
    return this.why?.code === 'CA.REFUSED';
  }

  /** How often it had to be asked for; undefined while it was never found. */
  get neededTries(): number | undefined {
    return this.#neededTries;
  }

  onState(on: (state: ChannelState) => void): () => void {
    return this.#listeners.add(on);
  }

  onAccess(on: (rights: AccessRights) => void): () => void {
    return this.#accessListeners.add(on);
  }

  /** To be told from now on. */
  addUser(user: ChannelUser): void {
    this.#users.add(user);
  }

  removeUser(user: ChannelUser): void {
    this.#users.delete(user);
  }

  /** Somebody waits for it: it is looked for. */
  want(): void {
    this.#wants += 1;
    if (this.#state.state === 'idle') this.#begin();
  }

  /** A channel that nobody waits for and that was never found is not looked for any longer. */
  unwant(): void {
    this.#wants -= 1;
    this.#restIfUnwanted();
  }

  /** A server has it, or says so; false when it was found elsewhere before. */
  found(endpoint: Endpoint): boolean {
    if (this.#state.state !== 'searching') {
      return this.#circuit === undefined || this.#circuit.where === endpointText(endpoint);
    }
    this.host.stopSeeking(this);
    this.#neededTries = this.tries;
    this.#connect(endpoint);
    return true;
  }

  accessChanged(rights: AccessRights): void {
    this.#access = rights;
    if (this.#info === undefined || !this.isConnected) return;
    this.#info = { ...this.#info, access: rights };
    this.#accessListeners.tell(rights);
  }

  created({ sid, type, count }: ChannelCreated): void {
    if (this.#state.state !== 'connecting') return;
    const native = typeOf(type);
    // A field without a type: nothing can be asked of it.
    if (native === undefined) {
      const circuit = this.#circuit;
      this.refused();
      return circuit?.detach(this.cid, sid);
    }
    this.#sid = sid;
    this.#info = { type: native, count, access: this.#access };
    this.#wasConnected = true;
    this.#redial?.reset();
    this.#set({ state: 'connected', server: this.server });
    this.#users.connected();
  }

  refused(): void {
    if (this.#state.state !== 'connecting') return;
    const { server } = this;
    this.#forgetServer();
    this.#search(refusedError(this.source, server), 'late');
    this.#restIfUnwanted();
  }

  destroyed(): void {
    this.#lost(channelLostError(this.source, this.server));
  }

  circuitLost(why: CallError): void {
    this.#lost(why);
  }

  close(why?: CallError): void {
    if (this.isClosed) return;
    const circuit = this.#circuit;
    const sid = this.isConnected ? this.#sid : undefined;
    this.#forgetServer();
    this.#redial?.stop();
    this.host.stopSeeking(this);
    this.host.forget(this);
    this.#set({ state: 'closed' });
    this.#users.closed(this.source, why);
    circuit?.detach(this.cid, sid);
  }

  #begin(): void {
    if (this.#dialled === undefined) {
      this.#set(SEARCHING);
      this.host.seek(this);
    } else this.#connect(this.#dialled);
  }

  #restIfUnwanted(): void {
    if (this.#wants > 0 || this.#wasConnected || this.#state.state !== 'searching') return;
    this.host.stopSeeking(this);
    this.#redial?.stop();
    this.#set(IDLE);
  }

  #connect(endpoint: Endpoint): void {
    this.#set(this.why === undefined ? CONNECTING : { state: 'connecting', why: this.why });
    this.#access = ALL;
    this.#circuit = this.host.circuitAt(endpoint);
    this.#circuit.attach(this);
  }

  #dial(): void {
    if (this.#dialled !== undefined && this.#state.state === 'searching') this.#connect(this.#dialled);
  }

  #lost(why: CallError): void {
    if (this.isClosed) return;
    const wasConnected = this.isConnected;
    if (wasConnected) this.tries = 0;
    this.#forgetServer();
    // Before its users are told: what they ask for now has to wait. Who sends nonsense would do so again at once.
    this.#search(why, why.code === 'CA.PROTOCOL' ? 'late' : 'soon');
    if (wasConnected) this.#users.lost(why);
    this.#restIfUnwanted();
  }

  #search(why: CallError, when: 'soon' | 'late'): void {
    this.#set({ state: 'searching', why });
    if (this.#redial !== undefined) this.#redial.later();
    else if (when === 'soon') this.host.seekAgain(this);
    else this.host.putOff(this);
  }

  #forgetServer(): void {
    this.#circuit = undefined;
    this.#sid = 0;
  }

  #set(state: ChannelState): void {
    this.#state = state;
    this.#listeners.tell(state);
  }
}
