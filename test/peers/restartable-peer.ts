import type { Peer, PeerProcess } from './peer.ts';

/** A peer that keeps its identity while its process is replaced. */
export class RestartablePeer implements Peer {
  readonly name: string;
  readonly #start: () => Promise<PeerProcess>;
  #process: PeerProcess;

  constructor(running: PeerProcess, start: () => Promise<PeerProcess>) {
    this.name = running.name;
    this.#process = running;
    this.#start = start;
  }

  get pid(): number {
    return this.#process.pid;
  }

  get running(): boolean {
    return this.#process.running;
  }

  log(): string {
    return this.#process.log();
  }

  suspend(): void {
    this.#process.suspend();
  }

  resume(): void {
    this.#process.resume();
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  /** Ends the process, if it still runs, and starts it again with the same arguments. */
  async restart(): Promise<void> {
    await this.#process.stop();
    await this.start();
  }

  /** Starts it again after `stop` or `kill`. */
  async start(): Promise<void> {
    this.#process = await this.#start();
  }
}
