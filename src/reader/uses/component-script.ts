import { existsSync, readFileSync } from 'node:fs';

/** Files whose scripts are TypeScript within something else, as the compiler has to be told of them. */
export const COMPONENTS = ['.vue', '.svelte'];

const VIRTUAL = /(\.(?:vue|svelte))\.ts$/;

/** The name under which the script of a component is compiled; another file has its own. */
export function compiledName(file: string): string {
  return COMPONENTS.some((ending) => file.endsWith(ending)) ? `${file}.ts` : file;
}

/** The reverse of {@link compiledName}. */
export function writtenName(file: string): string {
  return file.replace(VIRTUAL, '$1');
}

/** Whether the file is the script of a component. */
export function isComponent(file: string): boolean {
  return VIRTUAL.test(file);
}

/** The text of a user's file as it is compiled: of a component its scripts, each where it stands. Throws as `readFileSync`. */
export function compiledText(file: string): string {
  const written = writtenName(file);
  const text = readFileSync(written, 'utf8');
  return written === file ? text : scriptsOf(text);
}

/** Whether there is a file of the name, or the component whose script is compiled under it. */
export function existsAsWritten(file: string): boolean {
  return existsSync(writtenName(file));
}

function scriptsOf(text: string): string {
  let blank = '';
  let at = 0;
  for (const { index, 1: open = '', 2: script = '' } of text.matchAll(/(<script(?:\s[^>]*)?>)([^]*?)<\/script\s*>/gi)) {
    blank += blanked(text.slice(at, index + open.length)) + script;
    at = index + open.length + script.length;
  }
  return blank + blanked(text.slice(at));
}

/** Lines and columns stay. */
function blanked(text: string): string {
  return text.replaceAll(/[^\r\n]/g, ' ');
}
