import { join } from 'node:path';
import { hashText } from '../model/lock/hash.ts';
import { defaultTemplates, readTemplates, SUFFIX } from './template-texts.ts';

const MARK = /^\{\{!-- devgen's own \S+ when it was ejected: ([0-9a-f]{32}) --\}\}\n/;

/** A default template as a user's file: it remembers of which text it is a copy. */
export function ejected(name: string, text: string): string {
  return `{{!-- devgen's own ${name}${SUFFIX} when it was ejected: ${hashText(text)} --}}\n${text}`;
}

/** The files of a user's folder that are copies of a default which has changed since. */
export function olderTemplates(folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  const [own, defaults] = [readTemplates(folder), defaultTemplates()];
  return [...own].flatMap(([name, { text }]) => {
    const copied = MARK.exec(text)?.[1];
    const now = defaults.get(name)?.text;
    return copied === undefined || now === undefined || copied === hashText(now) ? [] : [join(folder, name + SUFFIX)];
  });
}
