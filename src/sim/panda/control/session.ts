import type { WriteForm } from '../fields/table-field.ts';
import { RefusedWriter, type TableWriter } from '../fields/table-writer.ts';
import type { Panda } from '../state/panda.ts';
import { Refusal, require } from '../text/refusal.ts';
import { Scanner } from '../text/scanner.ts';
import { type Answer, answerText, errorText, OK } from './answer.ts';
import type { Asked } from './asked.ts';
import { Changes } from './changes.ts';
import type { CommandSet } from './command-set.ts';
import { EntityCommands } from './entity-commands.ts';
import { SystemCommands } from './system-commands.ts';

/** Whichever of these comes first decides what a line is. */
const FORM = /[?=<]/;

/** One connection to the control port, without its socket: lines in, replies out, one for each command. */
export class Session {
  readonly #asked: Asked;
  readonly #entity: CommandSet;
  readonly #system: CommandSet;
  #writer: TableWriter | undefined;

  constructor(panda: Panda, asked: Asked, saveState: () => void) {
    this.#asked = asked;
    this.#entity = new EntityCommands(panda);
    this.#system = new SystemCommands(panda, new Changes(panda), saveState);
  }

  /** The reply to a line; undefined while a table is being written. */
  line(text: string): string | undefined {
    if (this.#writer !== undefined) return this.#tableLine(this.#writer, text);
    const end = text.search(FORM);
    const isSystem = text.startsWith('*');
    const commands = isSystem ? this.#system : this.#entity;
    const name = text.slice(isSystem ? 1 : 0, Math.max(end, 0));
    const value = text.slice(end + 1);
    switch (text[end]) {
      case '?':
        this.#asked.query(text.slice(0, end));
        return attempt(() => answerText(query(commands, name, value)));
      case '=':
        this.#asked.set(text);
        return attempt(() => {
          commands.set(name, value);
          return OK;
        });
      case '<':
        this.#asked.table(text);
        this.#writer = writer(commands, name, value);
        return undefined;
      default:
        this.#asked.other(text);
        return errorText(new Refusal('Unknown command'));
    }
  }

  /** The connection is gone; a table that was being written stays as it was. */
  close(): void {
    this.#writer?.release();
  }

  #tableLine(open: TableWriter, text: string): string | undefined {
    if (text !== '') {
      open.line(text);
      return undefined;
    }
    this.#writer = undefined;
    const refusal = open.end();
    return refusal === undefined ? OK : errorText(refusal);
  }
}

function query(commands: CommandSet, name: string, rest: string): Answer {
  require(rest === '', 'Unexpected text after command');
  return commands.query(name);
}

/** Once a table command began, lines are taken to the blank one, whatever is wrong with it. */
function writer(commands: CommandSet, name: string, form: string): TableWriter {
  try {
    return commands.writer(name, writeForm(form));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return new RefusedWriter(error);
  }
}

/** `[<][|][B]`, behind the first `<`. */
function writeForm(text: string): WriteForm {
  const scanner = new Scanner(text);
  const isStreamed = scanner.take('<');
  const isLast = isStreamed && scanner.take('|');
  const isBase64 = scanner.take('B');
  scanner.end();
  return { isStreamed, isLast, isBase64 };
}

function attempt(work: () => string): string {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return errorText(error);
  }
}
