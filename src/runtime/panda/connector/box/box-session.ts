import { asDevgenError, DevgenError } from '../../../core/contract/errors.ts';
import type { Meta } from '../../../core/contract/meta.ts';
import { badReading, goodReading, type Reading } from '../../../core/contract/reading.ts';
import type { Io, Live, PutOptions } from '../../../core/contract/seam.ts';
import type { SignalSpec } from '../../../core/contract/spec.ts';
import { flatKey } from '../../../core/support/flatten.ts';
import { deadline } from '../../../core/support/deadline.ts';
import { checkValue } from '../../../core/value/check-value.ts';
import { PandaClient, type PandaClientOptions } from '../../client/panda-client.ts';
import { introspect } from '../introspect/introspect.ts';
import type { BoxShown, TableShown } from '../introspect/shown.ts';
import { type BoxInterface, normalise, type WireMember } from '../normalise.ts';
import { checkRange } from '../values/check-range.ts';
import { encodeTable } from '../values/table-value.ts';
import { checkTicks } from '../values/time-limits.ts';
import { encodeText } from '../values/value-text.ts';
import { missing, wrongKind } from './box-error.ts';
import { liveMeta } from './live-meta.ts';
import { queriesOf, valueOf } from './member-read.ts';
import { type News, ToldValues } from './told-values.ts';
import { wireKey } from '../wire-key.ts';
import type { Target } from './target.ts';

/** How long a set that nobody waits for may take, in milliseconds. */
const UNAWAITED = 3_000;

/** One connection to a box, from the moment that it showed itself until it is lost. */
export class BoxSession {
  readonly client: PandaClient;
  readonly shown: BoxShown;
  readonly told: ToldValues;
  readonly gone: Promise<Error>;
  readonly #interface: BoxInterface;
  readonly #source: string;

  private constructor(client: PandaClient, shown: BoxShown, source: string) {
    this.client = client;
    this.shown = shown;
    this.#source = source;
    this.#interface = normalise(shown);
    const members = [...this.#interface.members.values()];
    const bits = new Set(members.filter(({ form }) => form.kind === 'bit').map(({ wire }) => wire));
    this.told = new ToldValues(shown.changes, (name) => bits.has(name));
    this.gone = new Promise((resolve) => client.onLost(resolve));
  }

  /** Rejects when the box does not answer. */
  static async open(address: string, options: PandaClientOptions, io: Io): Promise<BoxSession> {
    const client = new PandaClient(address, options);
    try {
      return new BoxSession(client, await introspect(client, io), `panda://${client.address.authority}`);
    } catch (error) {
      void client.close();
      throw error;
    }
  }

  get live(): Live {
    return this.#interface.live;
  }

  /** The member of this box; `undefined` where it has none. */
  find({ path, member }: Target): WireMember | undefined {
    return this.#interface.members.get(flatKey(path, member, wireKey));
  }

  /** With units and limits as they are now. */
  meta(target: Target): Meta | undefined {
    const member = this.find(target);
    return member && liveMeta(member, this.told, this.shown.clock);
  }

  /** Readings in the order asked, from queries that leave together. */
  async read(targets: readonly Target[], io: Io): Promise<readonly Reading[]> {
    const found = targets.map((target) => this.find(target));
    const queries = found.map((member) => (member === undefined ? [] : queriesOf(member)));
    const answers = await this.client.getMany(queries.flat(), io);
    let at = 0;
    return found.map((member, index) => {
      const own = answers.slice(at, (at += queries[index]!.length));
      const source = this.address(targets[index]!);
      return member === undefined ? badReading(missing(source)) : readingOf(() => valueOf(member, own), source);
    });
  }

  /** What the box told of a member as readings; `undefined` where it must be asked. */
  readingsOf(member: WireMember, news: News, source: string): readonly Reading[] | undefined {
    if (news.kind === 'table') return undefined;
    if (news.kind === 'error') return [badReading(unlabelled(source))];
    return news.texts.map((text) => readingOf(() => valueOf(member, [text]), source));
  }

  /** Sent once, whatever happens; resolves when the box took it, or at once when nobody waits. */
  async write(target: Target, value: unknown, io: Io, how?: PutOptions): Promise<void> {
    const sent = this.#prepare(target, value);
    if (how?.wait !== false) return sent(io);
    const own = deadline(UNAWAITED);
    void sent(own)
      .catch(() => undefined)
      .finally(() => own.done());
  }

  /** A member that is a table, and the words of a value of it. Throws as a set of it would. */
  table(
    target: Target,
    value: unknown,
  ): { readonly wire: string; readonly table: TableShown; readonly words: Uint32Array } {
    const member = this.find(target);
    const source = this.address(target);
    if (member === undefined) throw missing(source);
    const { spec, form, wire } = member;
    if (form.kind !== 'table') throw wrongKind(source, 'be streamed', spec.kind);
    checkValue(spec as SignalSpec, value, { name: '', source });
    return { wire, table: form.table, words: encodeTable(form.table, value, source) };
  }

  async execute(target: Target, io: Io): Promise<void> {
    const member = this.find(target);
    const source = this.address(target);
    if (member === undefined) throw missing(source);
    if (member.form.kind !== 'action') throw wrongKind(source, 'be executed', member.spec.kind);
    await this.client.execute(member.wire, io);
  }

  /** Full address of a member: `panda://host:8888/SEQ/1/PRESCALE`. */
  address({ path, member }: Target): string {
    return [this.#source, ...path, member.source].join('/');
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** Checks the value against the box as it is now; the rest is to send it. */
  #prepare(target: Target, value: unknown): (io: Io) => Promise<void> {
    const member = this.find(target);
    const source = this.address(target);
    if (member === undefined) throw missing(source);
    const { spec, form, wire } = member;
    if (spec.kind === 'r' || spec.kind === 'command') throw wrongKind(source, 'be set', spec.kind);
    checkValue(spec, value, { name: '', source });
    if (form.kind === 'table') {
      const words = encodeTable(form.table, value, source);
      return (io) => this.client.setTable(wire, words, {}, io);
    }
    checkRange(spec, value, liveMeta(member, this.told, this.shown.clock), source);
    if (form.kind === 'time') checkTicks(value as number, this.shown.clock, this.told.text(`${wire}.UNITS`), source);
    const text = encodeText(spec, value);
    if (form.kind === 'lines') {
      const lines = text === '' ? [] : text.split('\n');
      return (io) => this.client.setLines(wire, lines, io);
    }
    return async (io) => {
      await this.client.set(wire, text, io);
      this.told.wrote(wire, text);
    };
  }
}

function readingOf(value: () => unknown, source: string): Reading {
  try {
    return goodReading(value());
  } catch (error) {
    return badReading(asDevgenError(error, { code: 'PANDA.PROTOCOL', about: source, source }));
  }
}

function unlabelled(source: string): DevgenError {
  return new DevgenError('no valid value now: the box has no label for it', {
    code: 'VALUE.INVALID',
    about: source,
    source,
    hint: 'the firmware gave a number that none of its labels stands for',
  });
}
