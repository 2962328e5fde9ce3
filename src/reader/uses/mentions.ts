import type { Broken } from '../../model/uses/broken.ts';
import { compiledText } from './component-script.ts';

/**
 * Those of the files that a use can be in. A member or a device is written out wherever it is used, so a file without
 * any of the words need not be compiled for its own sake; a class or a label may have another name there.
 */
export function filesThatMention(files: readonly string[], broken: readonly Broken[]): readonly string[] {
  if (broken.some(({ kind }) => kind !== 'member' && kind !== 'device' && kind !== 'alias')) return files;
  const words = [...new Set(broken.map(({ name }) => name.toLowerCase()))];
  return files.filter((file) => {
    const text = textOf(file).toLowerCase();
    // An escape may stand for any letter.
    return text.includes('\\') || words.some((word) => text.includes(word));
  });
}

function textOf(file: string): string {
  try {
    return compiledText(file);
  } catch {
    return '';
  }
}
