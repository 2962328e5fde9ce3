import type { Rule } from '../model/diff/rules.ts';
import type { Words } from '../model/diff/difference.ts';
import type { DeviceName } from './reach-text.ts';
import { linked, type Paint } from './style.ts';
import { count, oneLine } from './table.ts';

/** A place in a user's own code that a breaking difference touches. Lines and columns count from 1. */
export interface UseData {
  /** From the folder that the command ran in. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What stands there: a member, a class, a label, a device. */
  readonly name: string;
  readonly rule: Rule;
  readonly class: string;
  readonly member?: string;
  /** `removed`, `renamed to position`, `type f64 -> i32`. */
  readonly became: string;
  readonly before?: Words;
  readonly after?: Words;
  /** Where not all devices of the class show it. */
  readonly devices?: readonly DeviceName[];
}

export interface UsesData {
  readonly found: readonly UseData[];
  /** Of the projects, and those of them that can reach the package. */
  readonly files: number;
  readonly reached: number;
}

export function usesText({ found, files, reached }: UsesData, paint: Paint): readonly string[] {
  const places = found.map((use) => `${linked(paint, paint('cyan', placeText(use)), use.file)}: ${useText(use)}`);
  const searched = `${reached} of ${count(files, 'file')} can reach the package`;
  const mark = found.length === 0 ? paint('green', '✔') : paint('red', '✖');
  const verdict = found.length === 0 ? 'no use of what breaks' : `${count(found.length, 'use')} of what breaks`;
  return [...places, `${mark} ${verdict}: ${searched}`];
}

export function placeText({ file, line, column }: UseData): string {
  return `${oneLine(file)}:${line}:${column}`;
}

/** `TangoTest.mode 'Idle' label removed` */
export function useText({ class: of, member, name, became, devices }: UseData): string {
  const path = member === undefined ? of : `${of}.${member}`;
  const named = path === name || path.endsWith(`.${name}`) ? '' : ` '${oneLine(name)}'`;
  const where = devices === undefined ? '' : ` on ${devicesText(devices)}`;
  return `${oneLine(path)}${named} ${oneLine(became)}${where}`;
}

function devicesText(devices: readonly DeviceName[]): string {
  const names = devices.slice(0, 3).map(({ device }) => oneLine(device));
  return devices.length > 3 ? `${names.join(', ')} and ${devices.length - 3} more` : names.join(', ');
}
