import { asDevgenError, DevgenError, whyOf } from '../contract/errors.ts';
import { fromPlain, type Plain, toPlain } from './plain.ts';
import { recordOf } from '../support/record.ts';

/** Values of signals by their paths: `stage.x.velocity`. Enums are labels. */
export type Settings = Readonly<Record<string, unknown>>;

/** Settings in the words of JSON. */
export type PlainSettings = Readonly<Record<string, Plain>>;

/**
 * Settings as text, sorted by path. JSON, a line a path, or what `print` makes of it: `stringify` of the package `yaml`.
 */
export function printSettings(settings: Settings, print: (plain: PlainSettings) => string = printJson): string {
  const paths = Object.keys(settings).toSorted((a, b) => (a < b ? -1 : 1));
  return print(recordOf(paths.map((path) => [path, at(path, () => toPlain(settings[path]))])));
}

/** The settings of a text: JSON, or what `parse` reads: `parse` of the package `yaml`. Throws SETTINGS.SYNTAX. */
export function parseSettings(text: string, parse: (text: string) => unknown = JSON.parse): Settings {
  const plain = parsed(text, parse);
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw new DevgenError('settings are an object keyed by path', { code: 'SETTINGS.SYNTAX', actual: plain });
  }
  return recordOf(Object.entries(plain).map(([path, value]) => [path, at(path, () => fromPlain(value))]));
}

function parsed(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new DevgenError(whyOf(error), {
      code: 'SETTINGS.SYNTAX',
      hint: 'JSON is read as it is; for YAML pass its `parse`',
      cause: error,
    });
  }
}

function at<R>(path: string, run: () => R): R {
  try {
    return run();
  } catch (error) {
    const { code, actual, hint } = asDevgenError(error, { code: 'SETTINGS.SYNTAX' });
    throw new DevgenError(whyOf(error), { code, actual, hint, about: path, member: path, cause: error });
  }
}

function printJson(plain: PlainSettings): string {
  const lines = Object.entries(plain).map(([path, value]) => `  ${JSON.stringify(path)}: ${JSON.stringify(value)}`);
  return lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
}
