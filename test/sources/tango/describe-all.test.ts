import { describe, expect, it } from 'vitest';
import { deadline, DevgenError } from '@devgen/runtime';
import type { Described, Found } from '../../../src/sources/source.ts';
import { type Asking, describeAll } from '../../../src/sources/tango/describe-all.ts';
import { gather } from './gather.ts';

const io = deadline(Infinity);

function devices(server: string, count: number): Found[] {
  return Array.from({ length: count }, (_, index) => ({
    device: `${server}/${index}`,
    class: 'X',
    running: true,
    server,
  }));
}

const good = (found: Found): Described => ({
  ok: true,
  found,
  live: { spec: { id: 'tango:X', members: {} }, meta: new Map() },
});
const bad = (found: Found, code: string): Described => ({
  ok: false,
  found,
  error: new DevgenError(`${code}!`, { code }),
});

async function failFirst(found: Found): Promise<Described> {
  return found.device === 'a/0' ? bad(found, 'TANGO.SYSTEM') : good(found);
}

async function hangSeventh(found: Found): Promise<Described> {
  return found.device.endsWith('7') ? bad(found, 'CALL.TIMEOUT') : good(found);
}

function hostOf({ server = '' }: Found): string {
  return server.slice(0, 2);
}

function asking(ask: Asking['ask']): Asking {
  return { ask, leave: () => {}, hostOf: () => undefined };
}

/** Answers when told, and counts what is under way. */
class Asked {
  readonly begun: Found[] = [];
  readonly #answers: (() => void)[] = [];

  readonly ask = (found: Found): Promise<Described> => {
    this.begun.push(found);
    return new Promise((resolve) => this.#answers.push(() => resolve(good(found))));
  };

  of(server: string): number {
    return this.begun.filter((found) => found.server === server).length;
  }

  answerAll(): void {
    for (const answer of this.#answers.splice(0)) answer();
  }
}

describe('a batch', () => {
  it('has at most four devices of a server under way, and all servers at once', async () => {
    const asked = new Asked();
    const all = gather(
      describeAll([...devices('a', 10), ...devices('b', 10), ...devices('c', 2)], asking(asked.ask), io),
    );
    await Promise.resolve();
    expect(['a', 'b', 'c'].map((server) => asked.of(server))).toEqual([4, 4, 2]);
    while (asked.begun.length < 22) {
      asked.answerAll();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    asked.answerAll();
    expect((await all).length).toBe(22);
  });

  it.each(['CONNECT.FAILED', 'CONNECT.TIMEOUT', 'LINK.LOST'])(
    'does not ask the others of a server of which one failed with %s, and names each with the reason',
    async (code) => {
      let asked = 0;
      const ask = async (found: Found): Promise<Described> => {
        asked++;
        return found.server === 'down' ? bad(found, code) : good(found);
      };
      const described = await gather(describeAll([...devices('down', 50), ...devices('up', 50)], asking(ask), io));
      expect(asked).toBeLessThanOrEqual(54);
      const failed = described.filter((one) => !one.ok);
      expect(failed.length).toBe(50);
      for (const { error } of failed)
        expect([error.code, error.message]).toEqual([code, expect.stringContaining(`${code}!`)]);
    },
  );

  it('asks the others of a server of which one device hangs', async () => {
    const described = await gather(describeAll(devices('a', 100), asking(hangSeventh), io));
    expect(described.filter(({ ok }) => !ok).map(({ found }) => found.device)).toEqual(
      Array.from({ length: 10 }, (_, index) => `a/${10 * index + 7}`),
    );
  });

  it('leaves a server of which four devices hang in a row', async () => {
    let asked = 0;
    const ask = async (found: Found): Promise<Described> => {
      asked++;
      return Number(found.device.slice(2)) < 10 ? good(found) : bad(found, 'CALL.TIMEOUT');
    };
    const described = await gather(describeAll(devices('a', 100), asking(ask), io));
    expect(described.filter(({ ok }) => ok).length).toBe(10);
    // Those that were under way already are asked to their end.
    expect(asked).toBeGreaterThanOrEqual(14);
    expect(asked).toBeLessThanOrEqual(14 + 3);
  });

  it('asks so many servers of a host at a time as it may, and other hosts beside', async () => {
    const asked = new Asked();
    const batch = ['h1/a', 'h1/b', 'h1/c', 'h2/a'].flatMap((server) => devices(server, 2));
    const all = gather(describeAll(batch, { ...asking(asked.ask), hostOf }, io, 2));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(['h1/a', 'h1/b', 'h1/c', 'h2/a'].map((server) => asked.of(server))).toEqual([2, 2, 0, 2]);
    asked.answerAll();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(asked.of('h1/c')).toBe(2);
    asked.answerAll();
    expect((await all).length).toBe(8);
  });

  it('has 128 servers under way at most, and leaves each when its last device is done', async () => {
    const servers = Array.from({ length: 300 }, (_, index) => `s${index}`);
    const left = new Map<string, number>(servers.map((server) => [server, 6]));
    const open = new Set<string>();
    let most = 0;
    const ask = async (found: Found): Promise<Described> => {
      const { server = '' } = found;
      open.add(server);
      most = Math.max(most, open.size);
      await new Promise((resolve) => setTimeout(resolve, 0));
      left.set(server, (left.get(server) ?? 0) - 1);
      return good(found);
    };
    const leave = ({ server = '' }: Found): void => {
      expect([server, left.get(server)]).toEqual([server, 0]);
      open.delete(server);
    };
    const batch = servers.flatMap((server) => devices(server, 6));
    expect((await gather(describeAll(batch, { ask, leave, hostOf: () => undefined }, io))).length).toBe(1800);
    expect([most, open.size]).toEqual([128, 0]);
  });

  it('asks on where only one device failed', async () => {
    const described = await gather(describeAll(devices('a', 20), asking(failFirst), io));
    expect(described.filter(({ ok }) => ok).length).toBe(19);
  });

  it('stops when its reader leaves', async () => {
    let asked = 0;
    const ask = async (found: Found): Promise<Described> => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 0));
      return good(found);
    };
    for await (const one of describeAll(devices('a', 100), asking(ask), io)) {
      expect(one.ok).toBe(true);
      break;
    }
    const { length } = devices('a', asked);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBe(length);
    expect(asked).toBeLessThan(100);
  });

  it('of nothing is nothing', async () => {
    expect(
      await gather(
        describeAll(
          [],
          asking(() => Promise.reject(new Error('asked'))),
          io,
        ),
      ),
    ).toEqual([]);
  });
});
