import { type ChannelUser, ChannelUsers } from '../../../core/support/channel-users.ts';
import { Listeners } from '../../../core/support/listeners.ts';
import type { AccessRights, ChannelCreated } from '../../codec/message/channel.ts';
import { isSuccess } from '../../codec/wire/status.ts';
import { type Endpoint, endpointText } from '../address/endpoint.ts';
import type { CallError } from '../call/call-error.ts';
import { channelLostError, refusedError } from '../call/failures.ts';
import type { Circuit } from '../transport/circuit.ts';
import type { CircuitChannel } from '../transport/circuit-party.ts';
import type { ChannelHost } from './channel-host.ts';
import { CONNECTING, IDLE, SEARCHING, type ChannelState } from './channel-state.ts';
import { Redial } from '../../../core/support/redial.ts';

/** One PV of one server: looked for, connected, lost and found again. */
export class Channel implements CircuitChannel {
  readonly cid: number;
  readonly name: string;
  /** For messages: `pva://NAME`. */
  readonly source: string;
  readonly host: ChannelHost;
  /** Of searches. */
  bucket: number | undefined;
  tries = 0;
  /** The server that it was found on, in hex; undefined where it was dialled. */
  guid: string | undefined;
  readonly #server: Endpoint | undefined;
  /** Of a channel that is dialled. */
  readonly #redial: Redial | undefined;
  readonly #users = new ChannelUsers();
  readonly #listeners = new Listeners<ChannelState>();
  #state: ChannelState = IDLE;
  #circuit: Circuit | undefined;
  #sid: number | undefined;
  #access: AccessRights | undefined;
  #neededTries: number | undefined;
  #wants = 0;
  #wasConnected = false;

  /** With `server` it is dialled there and never searched for. */
  constructor(cid: number, name: string, host: ChannelHost, server?: Endpoint) {
    this.cid = cid;
    this.name = name;
    this.source = server === undefined ? `pva://${name}` : `pva://${endpointText(server)}/${name}`;
    this.host = host;
    this.#server = server;
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

  /** It is never searched for. */
  get isDialled(): boolean {
    return this.#server !== undefined;
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
    return this.#sid ?? 0;
  }

  /** Known of servers that tell; undefined for others. */
  get access(): AccessRights | undefined {
    return this.#access;
  }

  /** Asked for more than once, and nobody has answered. */
  get isMissing(): boolean {
    return this.#state.state === 'searching' && this.tries > 1;
  }

  /** Its server said that it has no such channel, and will not be asked again soon. */
  get isRefused(): boolean {
    return this.#state.state === 'searching' && this.why?.code === 'PVA.REFUSED';
  }

  /** How often it had to be asked for; undefined while it was never found. */
  get neededTries(): number | undefined {
    return this.#neededTries;
  }

  onState(on: (state: ChannelState) => void): () => void {
    return this.#listeners.add(on);
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

  searchAgain(): void {
    if (this.#state.state === 'searching' && this.#server === undefined) this.host.seek(this);
  }

  /** A server says that it has it. One without `guid` answers no searches, and is tried while the search goes on. */
  found(endpoint: Endpoint, guid?: string): void {
    if (this.#state.state !== 'searching') return;
    if (guid !== undefined) this.#endSearch();
    this.guid = guid;
    this.#connect(endpoint);
  }

  created({ sid, status }: ChannelCreated): void {
    if (this.#state.state !== 'connecting') return;
    const { server } = this;
    const isTrial = this.guid === undefined && !this.isDialled;
    if (!isSuccess(status)) {
      this.#forgetServer();
      // It never said that it has it: that is no news.
      if (isTrial) this.#set(this.why === undefined ? SEARCHING : { state: 'searching', why: this.why });
      else this.#search(refusedError(this.source, server, status), 'late');
      return this.#restIfUnwanted();
    }
    if (isTrial) this.#endSearch();
    this.#sid = sid;
    this.#wasConnected = true;
    this.#redial?.reset();
    this.#set({ state: 'connected', server });
    this.#users.connected();
  }

  destroyed(): void {
    this.#lost(channelLostError(this.source, this.server));
  }

  circuitLost(why: CallError): void {
    this.#lost(why);
  }

  accessChanged(rights: AccessRights): void {
    this.#access = rights;
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
    if (this.#server === undefined) {
      this.#set(SEARCHING);
      this.host.seek(this);
    } else this.#connect(this.#server);
  }

  #restIfUnwanted(): void {
    if (this.#wants > 0 || this.#wasConnected || this.#state.state !== 'searching') return;
    this.host.stopSeeking(this);
    this.#redial?.stop();
    this.#set(IDLE);
  }

  #endSearch(): void {
    this.host.stopSeeking(this);
    this.#neededTries = this.tries;
  }

  #connect(endpoint: Endpoint): void {
    this.#set(this.why === undefined ? CONNECTING : { state: 'connecting', why: this.why });
    this.#circuit = this.host.circuitAt(endpoint);
    this.#circuit.attach(this);
  }

  #dial(): void {
    if (this.#server !== undefined && this.#state.state === 'searching') this.#connect(this.#server);
  }

  #lost(why: CallError): void {
    if (this.isClosed) return;
    const wasConnected = this.isConnected;
    this.#forgetServer();
    // Before its users are told: what they ask for now has to wait.
    this.#search(why, 'soon');
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
    this.#sid = undefined;
    this.#access = undefined;
    this.guid = undefined;
  }

  #set(state: ChannelState): void {
    this.#state = state;
    this.#listeners.tell(state);
  }
}
