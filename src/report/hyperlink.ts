import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A text that opens a file where the terminal can; the path is relative to the folder that the answer is about. */
export type Link = (text: string, path: string) => string;

/** What ends a link. */
const END = sequence('');

/** The links of one answer. */
export class Hyperlinks {
  readonly #made = new Set([END]);
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  readonly link: Link = (text, path) => {
    const begin = sequence(fileUrl(resolve(this.#folder, path)));
    this.#made.add(begin);
    return `${begin}${text}${END}`;
  };

  /** Whether an escape sequence is of a link that was made here, and not of a text from the wire. */
  readonly isMade = (escape: string): boolean => this.#made.has(escape);
}

function sequence(url: string): string {
  return `\u001b]8;;${url}\u001b\\`;
}

/**
 * With the host, so that a terminal that is connected by SSH does not open a file of its own. Without a line: kitty would
 * take `#12`, VS Code a scheme of its own with `:12`, others neither.
 */
function fileUrl(path: string): string {
  const url = pathToFileURL(path);
  return `file://${encodeURIComponent(hostname())}${url.pathname}`;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a stream shows links; `FORCE_HYPERLINK` and `NO_COLOR` decide before that. */
export function showsLinks(stream: { readonly isTTY?: boolean }, env: Environment = process.env): boolean {
  const forced = env['FORCE_HYPERLINK'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (!stream.isTTY || env['NO_COLOR'] || env['CI'] || env['TERM'] === 'dumb') return false;
  return isKnown(env);
}

/** Another terminal might show the address as text, so these are the ones that are known not to. */
function isKnown(env: Environment): boolean {
  const [major = 0, minor = 0] = (env['TERM_PROGRAM_VERSION'] ?? '').split('.').map(Number);
  if (env['WT_SESSION'] || env['DOMTERM']) return true;
  if (/^(xterm-kitty|alacritty|foot|xterm-ghostty|wezterm)/.test(env['TERM'] ?? '')) return true;
  // VTE of GNOME's terminals, as 5402 for 0.54.2; that of 0.50.0 crashed.
  if (Number(env['VTE_VERSION'] ?? 0) > 5000) return true;
  switch (env['TERM_PROGRAM']) {
    case 'iTerm.app':
      return major > 3 || (major === 3 && minor >= 1);
    case 'vscode':
      return major > 1 || (major === 1 && minor >= 72);
    case 'WezTerm':
    case 'ghostty':
    case 'zed':
      return true;
    default:
      return false;
  }
}
