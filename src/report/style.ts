import { styleText } from 'node:util';
import { Hyperlinks, type Link, showsLinks } from './hyperlink.ts';

type Format = Parameters<typeof styleText>[0];

/** Colours a text, or leaves it as it is where the stream is no terminal. */
export interface Paint {
  (format: Format, text: string): string;
  /** Absent where the stream shows no links. */
  readonly link?: Link;
}

export const plain: Paint = (_, text) => text;

const colours: Paint = (format, text) => styleText(format, text, { validateStream: false });

/** Colour on a terminal only; `FORCE_COLOR` and `NO_COLOR` decide before that. */
export function paintFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Paint {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced === '0' || forced === 'false' ? plain : colours;
  if (env['NO_COLOR'] || env['TERM'] === 'dumb') return plain;
  return stream.isTTY ? colours : plain;
}

/** The text as a link to a file, where there are links. */
export function linked(paint: Paint, text: string, path: string): string {
  return paint.link?.(text, path) ?? text;
}

/** How an answer about a folder is coloured and linked, and which escape sequences in it are those of its links. */
export function brushFor(
  stream: { readonly isTTY?: boolean },
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): { readonly paint: Paint; readonly isMade: (escape: string) => boolean } {
  const colour = paintFor(stream, env);
  if (!showsLinks(stream, env)) return { paint: colour, isMade: () => false };
  const { link, isMade } = new Hyperlinks(folder);
  const paint: Paint = (format, text) => colour(format, text);
  return { paint: Object.assign(paint, { link }), isMade };
}
