import type { Io } from '../../../core/contract/seam.ts';
import type { PandaClient } from '../../client/panda-client.ts';
import { PandaError } from '../../client/call-error.ts';

/** Who asks, of the client what introspection needs: queries, and nothing that writes. */
export type Asked = Pick<PandaClient, 'getMany'>;

/** Queries that leave together, and where their answers go. */
export class Questions {
  readonly #names: string[] = [];
  readonly #take: ((lines: readonly string[] | PandaError) => void)[] = [];

  /** A refusal is thrown: without the answer nothing can be said of the box. */
  require(name: string, take: (lines: readonly string[]) => void): void {
    this.#add(name, (lines) => {
      if (lines instanceof PandaError) throw lines;
      take(lines);
    });
  }

  /** A refusal leaves it unsaid: older servers know fewer attributes. */
  ask(name: string, take: (lines: readonly string[]) => void): void {
    this.#add(name, (lines) => {
      if (!(lines instanceof PandaError)) take(lines);
    });
  }

  async send(client: Asked, io: Io): Promise<void> {
    const answers = await client.getMany(this.#names, io);
    for (const [index, answer] of answers.entries()) this.#take[index]!(typeof answer === 'string' ? [answer] : answer);
  }

  #add(name: string, take: (lines: readonly string[] | PandaError) => void): void {
    this.#names.push(name);
    this.#take.push(take);
  }
}
