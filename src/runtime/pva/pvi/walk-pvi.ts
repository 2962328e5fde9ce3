import { DevgenError } from '../../core/contract/errors.ts';
import type { Io } from '../../core/contract/seam.ts';
import { timeLimit } from '../../core/support/time-limit.ts';
import type { PvaClient } from '../client/pva-client.ts';
import { parsePvi } from './parse-pvi.ts';
import type { Pvi, PviEntry } from './pvi-entry.ts';

/** A PVI with what is below it. */
export interface PviTree {
  readonly pv: string;
  readonly description?: string;
  readonly entries: readonly PviBranch[];
}

/** An entry; a device below has its tree, unless it could not be had. */
export interface PviBranch extends PviEntry {
  readonly tree?: PviTree;
}

export type PviWalk =
  | {
      readonly ok: true;
      readonly tree: PviTree;
      /** What is missing below: PVs that do not answer, or are no PVI, and circles. */
      readonly problems: readonly DevgenError[];
    }
  | { readonly ok: false; readonly error: DevgenError };

/** Trees are as deep as a hand draws them; whoever makes them deeper, or larger, means no device. */
const DEEPEST = 16;
const MOST = 20_000;

type Read = ReadonlyMap<string, Pvi | DevgenError>;

/** The trees of these PVIs. All levels are read together, one after the other: a tree of three levels takes three gets. */
export async function walkPvi(
  client: Pick<PvaClient, 'getMany'>,
  roots: readonly string[],
  io: Io = timeLimit(),
): Promise<ReadonlyMap<string, PviWalk>> {
  const read = await readLevels(client, roots, io);
  return new Map(roots.map((root) => [root, grow(root, read)]));
}

async function readLevels(client: Pick<PvaClient, 'getMany'>, roots: readonly string[], io: Io): Promise<Read> {
  const read = new Map<string, Pvi | DevgenError>();
  let level = [...new Set(roots)];
  for (let depth = 0; depth < DEEPEST && level.length > 0 && read.size < MOST; depth++) {
    const next = new Set<string>();
    for (const [pv, result] of await client.getMany(level, '', io)) {
      const pvi = result.ok ? (parsePvi(result.data) ?? noPvi(pv)) : result.error;
      read.set(pv, pvi);
      if (!(pvi instanceof DevgenError)) for (const { d } of pvi.entries) if (d !== undefined) next.add(d);
    }
    level = [...next].filter((pv) => !read.has(pv));
  }
  return read;
}

function grow(root: string, read: Read): PviWalk {
  const top = read.get(root);
  if (top === undefined || top instanceof DevgenError) return { ok: false, error: top ?? noPvi(root) };
  const problems: DevgenError[] = [];
  let grown = 0;
  const treeOf = (pv: string, { description, entries }: Pvi, above: readonly string[]): PviTree => {
    const path = [...above, pv];
    const branches = entries.map((entry): PviBranch => {
      if (entry.d === undefined) return entry;
      const below = path.includes(entry.d) ? circle(pv, entry.d) : (read.get(entry.d) ?? tooLarge(root));
      const found = (grown += 1) > MOST ? tooLarge(root) : below;
      if (!(found instanceof DevgenError)) return { ...entry, tree: treeOf(entry.d, found, path) };
      problems.push(found);
      return entry;
    });
    return { pv, ...(description !== undefined && { description }), entries: branches };
  };
  const tree = treeOf(root, top, []);
  // A sub-tree at two places has its problems twice.
  return { ok: true, tree, problems: [...new Set(problems)] };
}

function noPvi(pv: string): DevgenError {
  return pviError(pv, 'it is no PVI: neither its field value nor pvi has names over r, w, rw, x and d');
}

function circle(pv: string, below: string): DevgenError {
  return pviError(pv, `${below} is below it and above it`);
}

function tooLarge(root: string): DevgenError {
  return pviError(root, `its tree is deeper than ${DEEPEST} levels, or larger than ${MOST} devices`);
}

function pviError(pv: string, message: string): DevgenError {
  const source = `pva://${pv}`;
  return new DevgenError(message, {
    code: 'PVA.PVI',
    about: source,
    source,
    hint: `devgen show ${source} tells what it is; correct the IOC's PVI`,
  });
}
