import { deadline } from '../../core/support/deadline.ts';
import type { Io } from '../../core/contract/seam.ts';
import { type Change, type ChangeGroup, parseChange } from '../codec/control/change.ts';
import { type Identity, parseIdentity } from '../codec/control/identity.ts';
import { type BlockListing, type FieldListing, parseBlock, parseField } from '../codec/control/listing.ts';
import { dataLine, queryLine, setLine, tableLine, type TableWrite } from '../codec/control/request.ts';
import type { CaptureOptions } from '../codec/data/capture-options.ts';
import type { Reply } from '../codec/control/reply.ts';
import { wordsFromBase64, wordsToAscii, wordsToBase64 } from '../codec/table/table-text.ts';
import { type PandaAddress, parsePandaAddress } from './address.ts';
import { type Answer, answerOf, checkDone, linesOf, refusalOf, textOf } from './answer.ts';
import type { CallError, PandaError } from './call-error.ts';
import type { Command } from './control/batch.ts';
import type { ControlOptions } from './control/control-connection.ts';
import { ControlPort } from './control/control-port.ts';
import { DataPort, type DataPortOptions } from './data/data-port.ts';

/** What a call may take when nobody says otherwise, in milliseconds. */
const USUAL = 3_000;

export interface PandaClientOptions extends ControlOptions {
  /** The port of captured data; by default the one after that of the commands: 8889. */
  readonly dataPort?: number;
}

export interface TableOptions {
  /** `fixed` by default: the whole table. `streaming` adds a piece, `last` the last one. */
  readonly how?: TableWrite;
  /** How it travels; `base64` by default. */
  readonly form?: 'base64' | 'ascii';
}

/**
 * A PandABlocks box: every command of its control port, and its data port. All calls share one connection, which is made
 * by the first of them and made again by the first after a loss. The last argument limits the time of a call: a
 * {@link deadline}; 3 s by default.
 */
export class PandaClient {
  readonly address: PandaAddress;
  readonly #port: ControlPort;
  readonly #dataPort: number;
  readonly #captures = new Set<DataPort>();

  /** `panda://HOST`, `HOST` or `HOST:PORT`. Throws ADDRESS.UNKNOWN. */
  constructor(address: string, options: PandaClientOptions = {}) {
    this.address = parsePandaAddress(address);
    this.#dataPort = options.dataPort ?? this.address.port + 1;
    this.#port = new ControlPort(this.address, options);
  }

  /** A value as text; one of several lines with line feeds in it. */
  async get(name: string, io?: Io): Promise<string> {
    return textOf(await this.#one({ line: queryLine(name) }, io), name);
  }

  /** The lines of a list; of a single value that one. */
  async getLines(name: string, io?: Io): Promise<readonly string[]> {
    return linesOf(await this.#one({ line: queryLine(name) }, io), name);
  }

  /** Many answers in their order, sent together; a refusal stands at its own place and spoils no other. */
  async getMany(names: readonly string[], io?: Io): Promise<readonly Answer[]> {
    const commands = names.map((name) => ({ line: queryLine(name) }));
    const replies = await this.#many(commands, io);
    return replies.map((reply, index) => answerOf(reply, names[index]!));
  }

  async set(name: string, value: string, io?: Io): Promise<void> {
    checkDone(await this.#one({ line: setLine(name, value) }, io), name);
  }

  /** Many values in their order, sent together; refusals stand at their own places. */
  async setMany(
    values: Iterable<readonly [name: string, value: string]>,
    io?: Io,
  ): Promise<readonly (PandaError | undefined)[]> {
    const all = [...values];
    const replies = await this.#many(
      all.map(([name, value]) => ({ line: setLine(name, value) })),
      io,
    );
    return replies.map((reply, index) => refusalOf(reply, all[index]![0]));
  }

  /** A metadata value of several lines. */
  async setLines(name: string, lines: readonly string[], io?: Io): Promise<void> {
    const data = [...lines.map((line) => dataLine(line, name)), ''];
    checkDone(await this.#one({ line: tableLine(name, 'fixed', 'ascii'), data }, io), name);
  }

  /** An action. */
  execute(name: string, io?: Io): Promise<void> {
    return this.set(name, '', io);
  }

  /** The words of a table; none of one that streams. */
  async getTable(name: string, io?: Io): Promise<Uint32Array> {
    return wordsFromBase64(await this.getLines(`${name}.B`, io));
  }

  /** Writes the words of whole rows. No words at all reset the table. */
  async setTable(name: string, words: Uint32Array, options: TableOptions = {}, io?: Io): Promise<void> {
    const { how = 'fixed', form = 'base64' } = options;
    const data = [...(form === 'base64' ? wordsToBase64(words) : wordsToAscii(words)), ''];
    checkDone(await this.#one({ line: tableLine(name, how, form), data }, io), name);
  }

  /** What changed since the last call over this connection; all there is, the first time. */
  async changes(group?: ChangeGroup, io?: Io): Promise<readonly Change[]> {
    return (await this.getLines(changesName(group), io)).map(parseChange);
  }

  /** `now`: what changed so far is told no more. `start`: all is told again. */
  async resetChanges(to: 'now' | 'start', group?: ChangeGroup, io?: Io): Promise<void> {
    await this.set(changesName(group), to === 'now' ? 'E' : 'S', io);
  }

  async identity(io?: Io): Promise<Identity> {
    return parseIdentity(await this.get('*IDN', io));
  }

  /** Sorted by name: the box lists them in no order. */
  async blocks(io?: Io): Promise<readonly BlockListing[]> {
    return (await this.getLines('*BLOCKS', io)).map(parseBlock).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** In the order of their declaration. */
  async fields(block: string, io?: Io): Promise<readonly FieldListing[]> {
    return (await this.getLines(`${block}.*`, io)).map(parseField).toSorted((a, b) => a.sequence - b.sequence);
  }

  /** Starts a capture. Connect the {@link capture} before. */
  arm(io?: Io): Promise<void> {
    return this.set('*PCAP.ARM', '', io);
  }

  disarm(io?: Io): Promise<void> {
    return this.set('*PCAP.DISARM', '', io);
  }

  /** Connects to the data port; resolves when the box took the options, so nothing of a capture armed now is missed. */
  async capture(options: CaptureOptions & DataPortOptions = {}, io?: Io): Promise<DataPort> {
    const where = { host: this.address.host, port: this.#dataPort };
    const port = await within(io, (limit) => DataPort.open(where, options, limit));
    this.#captures.add(port);
    void port.gone.then(() => this.#captures.delete(port));
    return port;
  }

  /** Told whenever the connection was lost; the next call makes another. The function returned ends it. */
  onLost(on: (why: CallError) => void): () => void {
    return this.#port.onLost(on);
  }

  /** Ends every call, capture and connection. */
  async close(): Promise<void> {
    await Promise.all([this.#port.close(), ...Array.from(this.#captures, (port) => port.close())]);
  }

  async #one(command: Command, io: Io | undefined): Promise<Reply> {
    const [reply] = await this.#many([command], io);
    return reply!;
  }

  #many(commands: readonly Command[], io: Io | undefined): Promise<readonly Reply[]> {
    return within(io, (limit) => this.#port.send(commands, limit));
  }
}

function changesName(group: ChangeGroup | undefined): string {
  return group === undefined ? '*CHANGES' : `*CHANGES.${group}`;
}

async function within<R>(io: Io | undefined, run: (io: Io) => Promise<R>): Promise<R> {
  if (io !== undefined) return run(io);
  const usual = deadline(USUAL);
  try {
    return await run(usual);
  } finally {
    usual.done();
  }
}
