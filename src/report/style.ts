import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours a text, or leaves it as it is where the stream is no terminal. */
export type Paint = (format: Format, text: string) => string;

export const plain: Paint = (_, text) => text;

const colours: Paint = (format, text) => styleText(format, text, { validateStream: false });

/** Colour on a terminal only; `FORCE_COLOR` and `NO_COLOR` decide before that. */
export function paintFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Paint {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced === '0' || forced === 'false' ? plain : colours;
  if (env['NO_COLOR'] || env['TERM'] === 'dumb') return plain;
  return stream.isTTY ? colours : plain;
}
