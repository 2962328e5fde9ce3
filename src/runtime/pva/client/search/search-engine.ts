import type { RemoteInfo } from 'node:dgram';
import type { SearchResponse, SoughtName } from '../../codec/message/search.ts';
import { destinationText } from '../address/destination.ts';
import type { Endpoint } from '../address/endpoint.ts';
import type { PvaEnvironment } from '../address/pva-environment.ts';
import type { Circuit } from '../transport/circuit.ts';
import { Listeners } from '../../../core/support/listeners.ts';
import { Spaced } from '../../../core/support/spaced.ts';
import { BeaconListener } from './beacon-listener.ts';
import type { ServerHeard } from './beacon-table.ts';
import { readDatagram } from './datagram.ts';
import { NameServer } from './name-server.ts';
import { type Scheduled, SearchSchedule } from './search-schedule.ts';
import { UdpSearcher } from './udp-searcher.ts';

/** Milliseconds between two searches for new names, and between two looks at the schedule. */
const GATHER = 10;
const TICK = 1000;
/** While servers have just come up. */
const HURRIED_TICK = 200;
const HURRIED_TICKS = 30;
/** Milliseconds between two hurries. */
const CALM = 30_000;

export interface SearchTarget extends Scheduled, SoughtName {}

export interface SearchOwner {
  circuitAt(endpoint: Endpoint): Circuit;
  searchAnswered(response: SearchResponse, host: string): void;
  /** Answers of this server do not come through: it may have the channel itself. */
  tryDirectly(cid: number, endpoint: Endpoint): void;
}

/** Looks for channels, by UDP and of name servers, until they are found or nobody wants them any more. */
export class SearchEngine {
  /** Told of servers that come up, or have other PVs than before. */
  readonly heard: Listeners<ServerHeard> = new Listeners();
  readonly #owner: SearchOwner;
  readonly #udp: UdpSearcher;
  readonly #nameServers: readonly NameServer[];
  readonly #schedule = new SearchSchedule<SearchTarget>();
  readonly #fresh = new Set<SearchTarget>();
  #stopGathering: (() => void) | undefined;
  #askedAt = -Infinity;
  #ticking: ReturnType<typeof setTimeout> | undefined;
  #opened = false;
  readonly #beacons: BeaconListener;
  readonly #hurry = new Spaced(CALM, () => this.#hurryNow());
  #hurried = 0;
  #closed = false;

  /** `beacons`: broadcast addresses on which servers announce themselves. */
  constructor(
    { destinations, broadcasts, nameServers, broadcastPort }: PvaEnvironment,
    beacons: readonly string[],
    owner: SearchOwner,
  ) {
    this.#owner = owner;
    this.#beacons = new BeaconListener(beacons, broadcastPort, (heard) => this.#serverHeard(heard));
    this.#udp = new UdpSearcher(destinations, broadcasts, (bytes, from) => this.#received(bytes, from));
    this.#nameServers = nameServers.map(
      (endpoint) =>
        new NameServer(endpoint, {
          circuitAt: (at) => owner.circuitAt(at),
          replyPort: () => this.#udp.replyPort(),
          sought: () => this.sought,
          tryDirectly: (cid, at) => owner.tryDirectly(cid, at),
        }),
    );
  }

  /** Whom searches are sent to, for messages. */
  get asked(): readonly string[] {
    return [...this.#udp.destinations.map(destinationText), ...this.#nameServers.map(({ where }) => `tcp ${where}`)];
  }

  get sought(): readonly SearchTarget[] {
    return [...this.#fresh, ...this.#schedule.all()];
  }

  /** Asks at once, and then again and again. */
  seek(target: SearchTarget): void {
    if (this.#closed) return;
    this.open();
    this.#schedule.remove(target);
    this.#fresh.add(target);
    this.#gather();
  }

  /** Asks within a second: what was lost with its server is not there at once. */
  seekAgain(target: SearchTarget): void {
    if (this.#closed) return;
    this.open();
    this.#schedule.add(target);
    this.#arm();
  }

  /** Asks again, but late. */
  putOff(target: SearchTarget): void {
    if (this.#closed) return;
    this.#schedule.putOff(target);
    this.#arm();
  }

  stop(target: SearchTarget): void {
    this.#fresh.delete(target);
    this.#schedule.remove(target);
    for (const server of this.#nameServers) server.forget(target.cid);
  }

  /** Asks who is there. */
  ping(): void {
    this.open();
    this.#udp.ping();
    for (const server of this.#nameServers) server.ping();
  }

  /** An answer came by TCP. */
  answered(circuit: Circuit): void {
    for (const server of this.#nameServers) server.answered(circuit);
  }

  circuitLost(circuit: Circuit): void {
    for (const server of this.#nameServers) server.circuitLost(circuit);
  }

  /** Opens sockets, connects to the name servers, and listens for beacons, once. */
  open(): void {
    if (this.#opened || this.#closed) return;
    this.#opened = true;
    this.#beacons.open();
    void this.#udp.open();
    for (const server of this.#nameServers) void server.open();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopGathering?.();
    clearTimeout(this.#ticking);
    this.#hurry.stop();
    for (const server of this.#nameServers) server.close();
    await Promise.all([this.#udp.close(), this.#beacons.close()]);
  }

  /** What is sought in one turn of the event loop leaves together; what comes soon after the last time waits for more. */
  #gather(): void {
    if (this.#stopGathering !== undefined) return;
    const pause = this.#askedAt + GATHER - performance.now();
    if (pause > 0) {
      const timer = setTimeout(() => this.#askFresh(), pause);
      this.#stopGathering = () => clearTimeout(timer);
    } else {
      const turn = setImmediate(() => this.#askFresh());
      this.#stopGathering = () => clearImmediate(turn);
    }
  }

  #askFresh(): void {
    this.#stopGathering = undefined;
    this.#askedAt = performance.now();
    const fresh = [...this.#fresh];
    this.#fresh.clear();
    for (const target of fresh) this.#schedule.asked(target);
    this.#ask(fresh);
    this.#arm();
  }

  #serverHeard(heard: ServerHeard): void {
    if (this.#schedule.size > 0) this.#hurry.ask();
    this.heard.tell(heard);
  }

  /** A server has come up: everything that is looked for is asked for soon. */
  #hurryNow(): void {
    if (this.#schedule.size === 0) return;
    this.#hurried = HURRIED_TICKS;
    clearTimeout(this.#ticking);
    this.#ticking = undefined;
    this.#arm();
  }

  #ask(names: readonly SoughtName[]): void {
    if (names.length === 0) return;
    this.#udp.ask(names);
    for (const server of this.#nameServers) server.ask(names);
  }

  #arm(): void {
    if (this.#closed || this.#schedule.size === 0) return;
    this.#ticking ??= setTimeout(() => this.#tick(), this.#hurried > 0 ? HURRIED_TICK : TICK);
  }

  #tick(): void {
    this.#ticking = undefined;
    const isHurried = this.#hurried > 0;
    this.#hurried = Math.max(0, this.#hurried - 1);
    this.#ask(this.#schedule.tick(isHurried));
    this.#arm();
  }

  #received(bytes: Uint8Array, from: RemoteInfo): void {
    readDatagram(bytes, {
      searchAnswered: (response) => {
        this.#udp.answered(response.sequence);
        this.#owner.searchAnswered(response, from.address);
      },
    });
  }
}
