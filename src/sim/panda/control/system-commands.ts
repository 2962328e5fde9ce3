import { captureLabels, captureOptions } from '../fields/capture-options.ts';
import type { WriteForm } from '../fields/table-field.ts';
import type { TableWriter } from '../fields/table-writer.ts';
import { CLOCK_FREQUENCY } from '../fields/time-units.ts';
import { whole } from '../fields/value-format.ts';
import { capturables, clearCaptures } from '../state/capture-list.ts';
import type { Line } from '../state/buses.ts';
import type { Panda } from '../state/panda.ts';
import { hashOrder } from '../text/hash-order.ts';
import { Refusal, require } from '../text/refusal.ts';
import { Scanner } from '../text/scanner.ts';
import type { Answer } from './answer.ts';
import { changeGroups, type Changes } from './changes.ts';
import type { CommandSet } from './command-set.ts';
import { description, labels } from './describe.ts';

interface SystemCommand {
  /** `rest` is what follows the command's name. */
  readonly query?: (rest: Scanner) => Answer;
  readonly set?: (rest: Scanner, value: string) => void;
}

/** Commands with a star, of one connection. */
export class SystemCommands implements CommandSet {
  readonly #panda: Panda;
  readonly #changes: Changes;
  readonly #saveState: () => void;
  readonly #commands: ReadonlyMap<string, SystemCommand>;

  constructor(panda: Panda, changes: Changes, saveState: () => void) {
    this.#panda = panda;
    this.#changes = changes;
    this.#saveState = saveState;
    this.#commands = new Map(Object.entries(this.#table()));
  }

  query(name: string): Answer {
    const rest = new Scanner(name);
    const { query } = this.#command(rest);
    if (query === undefined) throw new Refusal('Command not readable');
    return query(rest);
  }

  set(name: string, value: string): void {
    const rest = new Scanner(name);
    const { set } = this.#command(rest);
    if (set === undefined) throw new Refusal('Command not writeable');
    set(rest, value);
  }

  writer(name: string, form: WriteForm): TableWriter {
    const rest = new Scanner(name);
    const isMetadata = rest.name() === 'METADATA' && rest.take('.');
    require(isMetadata && !form.isStreamed && !form.isBase64, 'Not a table');
    return this.#panda.metadata.writer(key(rest));
  }

  #command(rest: Scanner): SystemCommand {
    const command = this.#commands.get(rest.name());
    require(command !== undefined, 'Unknown command');
    return command;
  }

  #table(): Readonly<Record<string, SystemCommand>> {
    const panda = this.#panda;
    return {
      IDN: { query: bare(() => identity(panda)) },
      ECHO: { query: echo },
      WHO: { query: bare(() => [...panda.callers].map(who)) },
      BLOCKS: { query: bare(() => [...panda.blocks.values()].map(({ entry }) => `${entry.name} ${entry.count}`)) },
      DESC: { query: (rest) => description(rest, panda) },
      ENUMS: { query: (rest) => labels(rest, panda) },
      BITS: { query: bare(() => names(panda.buses.bits.lines)) },
      POSITIONS: { query: bare(() => names(panda.buses.positions.lines)) },
      CAPTURE: { query: (rest) => this.#captureQuery(rest), set: bareSet(() => clearCaptures(panda.fields)) },
      PCAP: { query: (rest) => this.#pcapQuery(rest), set: (rest, value) => this.#pcapSet(rest, value) },
      CHANGES: {
        query: (rest) => this.#changes.report(groups(rest)),
        set: (rest, value) => this.#changesSet(rest, value),
      },
      METADATA: {
        query: (rest) => this.#metadataQuery(rest),
        set: (rest, value) => {
          require(rest.take('.'), "Character '.' expected");
          panda.metadata.put(key(rest), value);
        },
      },
      SAVESTATE: { set: bareSet(() => this.#saveState()) },
      VERBOSE: {
        // There is no log that it could lengthen.
        set: (rest, value) => {
          rest.end();
          whole(value, (scanner) => scanner.bit());
        },
      },
      CLOCK_FREQ: { query: bare(() => String(CLOCK_FREQUENCY)) },
    };
  }

  #captureQuery(rest: Scanner): Answer {
    const all = capturables(this.#panda.fields);
    if (!rest.take('.')) {
      rest.end();
      return all.filter(({ capture }) => capture !== 'No').map(({ name, capture }) => `${name} ${capture}`);
    }
    if (rest.take('*')) {
      rest.end();
      return all.map(({ name }) => name);
    }
    const { hasStdDev } = this.#panda.firmware;
    const what = rest.name();
    rest.end();
    if (what === 'OPTIONS') return captureOptions(hasStdDev);
    require(what === 'ENUMS', 'Unknown capture selection');
    return captureLabels(hasStdDev);
  }

  #pcapQuery(rest: Scanner): Answer {
    const { capture } = this.#panda;
    const what = dotted(rest);
    if (what === 'STATUS') return capture.status();
    if (what === 'CAPTURED') return String(capture.captured());
    require(what === 'COMPLETION', 'Unknown *PCAP command');
    return capture.completion();
  }

  #pcapSet(rest: Scanner, value: string): void {
    const what = dotted(rest);
    require(what === 'ARM' || what === 'DISARM', 'Unknown *PCAP command');
    new Scanner(value).end();
    if (what === 'ARM') this.#panda.capture.arm();
    else this.#panda.capture.disarm();
  }

  #changesSet(rest: Scanner, value: string): void {
    const chosen = groups(rest);
    if (value === 'S') this.#changes.rewind(chosen);
    else {
      require(value === '' || value === 'E', 'Unexpected character after input');
      this.#changes.skip(chosen);
    }
  }

  #metadataQuery(rest: Scanner): Answer {
    require(rest.take('.'), "Character '.' expected");
    if (!rest.take('*')) return this.#panda.metadata.get(key(rest));
    rest.end();
    return hashOrder(this.#panda.metadata.keys(), (name) => name);
  }
}

function names(lines: readonly Line[]): readonly string[] {
  return lines.map(({ name }) => name);
}

function identity({ firmware: { version, build, user } }: Panda): string {
  return `PandA SW: 4.1-devgen FPGA: ${version} ${build} ${user} rootfs: embedded`;
}

function who({ since, port, address }: { since: Date; port: string; address: string }): string {
  return `${since.toISOString()} ${port} ${address} `;
}

function echo(rest: Scanner): string {
  require(rest.take(' '), "Character ' ' expected");
  return rest.rest;
}

function bare(query: () => Answer): (rest: Scanner) => Answer {
  return (rest) => {
    rest.end();
    return query();
  };
}

function bareSet(set: () => void): (rest: Scanner, value: string) => void {
  return (rest, value) => {
    rest.end();
    new Scanner(value).end();
    set();
  };
}

function dotted(rest: Scanner): string {
  require(rest.take('.'), "Character '.' expected");
  const name = rest.name();
  rest.end();
  return name;
}

function groups(rest: Scanner): ReturnType<typeof changeGroups> {
  return changeGroups(rest.atEnd ? undefined : dotted(rest));
}

function key(rest: Scanner): string {
  const name = rest.name(true);
  rest.end();
  return name;
}
