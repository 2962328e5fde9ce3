import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A client process that does the work once and prints its figures as one line of JSON. */
export interface Client {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export type Figures = Readonly<Record<string, number>>;

async function run(client: Client): Promise<Figures> {
  const { stdout } = await execute(client.command, [...client.arguments], {
    env: { ...process.env, ...client.environment },
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Figures;
}

/**
 * Runs the clients in turn, A B A B …, so that a drift of the machine's speed hits all alike; before each one so many
 * milliseconds for the server to forget the one before.
 */
export async function compare(clients: readonly Client[], rounds: number, rest = 0): Promise<Figures[][]> {
  const results = clients.map((): Figures[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, client] of clients.entries()) {
      await setTimeout(rest);
      results[index]!.push(await run(client));
    }
  }
  return results;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

export function medianOf(figures: readonly Figures[], name: string): number {
  return median(figures.map((figure) => figure[name] ?? Number.NaN));
}

/** Not every client has every figure. */
function has(figures: readonly Figures[], name: string): boolean {
  return figures.every((figure) => figure[name] !== undefined);
}

/** One figure of several clients, each with its spread, and the median of the ratios of the first to each other one. */
export function report(
  title: string,
  name: string,
  unit: string,
  clients: readonly Client[],
  results: Figures[][],
): void {
  for (const [index, client] of clients.entries()) {
    if (!has(results[index]!, name)) continue;
    const values = results[index]!.map((figure) => figure[name] ?? Number.NaN);
    const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)].map((value) =>
      value.toFixed(value < 10 ? 2 : 1),
    );
    console.log(`${title}, ${client.name}: ${middle} ${unit} (${low} to ${high})`);
  }
  for (const [index, other] of clients.entries()) {
    if (index === 0 || !has(results[index]!, name)) continue;
    const ratios = results[0]!.map(
      (figure, round) => (figure[name] ?? Number.NaN) / (results[index]![round]![name] ?? Number.NaN),
    );
    console.log(`${title}, ratio ${clients[0]!.name} / ${other.name}: ${median(ratios).toPrecision(3)}`);
  }
}
