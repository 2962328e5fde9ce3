import { freeName } from './free-name.ts';
import { isIdentifier } from './letters.ts';
import { isReservedFile, isReservedType } from './reserved.ts';
import { kebabCase, pascalCase } from './words.ts';

/** The type name that a wire name asks for: `my_dev` is `MyDev`, `Device` is `Device_`. */
export function typeName(wire: string): string {
  const name = pascalCase(wire);
  const sound = isIdentifier(name) ? name : `_${name}`;
  return isReservedType(sound) ? `${sound}_` : sound;
}

/** File systems take 255 bytes, and a suffix has to fit. */
const LONGEST = 100;

/** The file of a class, without extension: only letters, digits and `-`, for every file system. */
export function fileStem(className: string, taken: (stem: string) => boolean): string {
  const ascii =
    kebabCase(className)
      .replace(/[^a-z0-9-]/g, '')
      .slice(0, LONGEST) || 'class';
  return freeName(ascii, taken, (stem) => (isReservedFile(stem) ? `${stem}_` : stem));
}
