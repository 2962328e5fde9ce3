import { DevgenError } from '../../core/contract/errors.ts';
import type { CallOptions, SignalBase, SignalRW } from '../../core/contract/members.ts';
import { slot, type Slotted } from '../../core/contract/slot.ts';
import { deadline, within } from '../../core/support/deadline.ts';
import type { Io } from '../../core/contract/seam.ts';
import type { BoxSession } from './box/box-session.ts';
import { PandaBackend } from './box/panda-backend.ts';

export interface StreamOptions extends Pick<CallOptions, 'signal'> {
  /** Milliseconds that one piece may wait for room and be written; 10 000 by default, `Infinity` for ever. */
  readonly deadline?: number;
  /** Rows that may wait in the box; as many as the table holds by default. */
  readonly ahead?: number;
}

const USUAL = 10_000;
/** Milliseconds between two looks at how many rows wait. */
const LOOK = 20;

/**
 * Writes a table that has no end, or is too long for the box, in pieces while it is played. Each piece is checked as a
 * set of the whole would be, and waits until the box has room for it. Resolves when the box took the last piece; a piece
 * that fails ends the stream with its error. The table is empty afterwards for whoever reads it.
 */
export async function streamTable<T>(
  table: SignalRW<T>,
  pieces: Iterable<T> | AsyncIterable<T>,
  options: StreamOptions = {},
): Promise<void> {
  const backend = backendOf(table);
  // What was written before as a whole would make the last piece one of many.
  let isFirst = true;
  let waiting: T | undefined;
  const write = async (piece: T, how: 'streaming' | 'last'): Promise<void> => {
    const io = deadline(options.deadline ?? USUAL, options.signal);
    try {
      await within(io, () => writePiece(backend, piece, { how, isFirst, ahead: options.ahead }, io));
    } finally {
      io.done();
    }
    isFirst = false;
  };
  for await (const piece of pieces) {
    if (waiting !== undefined) await write(waiting, 'streaming');
    waiting = piece;
  }
  if (waiting !== undefined) await write(waiting, 'last');
}

interface Piece {
  readonly how: 'streaming' | 'last';
  readonly isFirst: boolean;
  readonly ahead: number | undefined;
}

async function writePiece({ link, target }: PandaBackend, value: unknown, piece: Piece, io: Io): Promise<void> {
  const { session } = link;
  const { wire, table, words } = session.table(target, value);
  if (piece.isFirst) await session.client.setTable(wire, new Uint32Array(0), {}, io);
  const rows = words.length / table.layout.rowWords;
  const room = Math.max(piece.ahead ?? table.maxRows, rows);
  while (!piece.isFirst && (await queued(session, wire, io)) + rows > room) {
    await new Promise((resolve) => setTimeout(resolve, LOOK));
    io.signal.throwIfAborted();
  }
  await session.client.setTable(wire, words, { how: piece.how }, io);
}

async function queued({ client }: BoxSession, wire: string, io: Io): Promise<number> {
  return Number(await client.get(`${wire}.QUEUED_LINES`, io));
}

function backendOf(table: SignalBase): PandaBackend {
  const { backend } = (table as unknown as Slotted)[slot].binding as { readonly backend?: unknown };
  if (backend instanceof PandaBackend) return backend;
  throw new DevgenError(`${table.name} is no table of a connected PandA`, {
    code: 'MEMBER.KIND',
    member: table.name,
    source: table.source,
    hint: 'connect it over panda(…) first; other control systems do not stream tables',
  });
}
