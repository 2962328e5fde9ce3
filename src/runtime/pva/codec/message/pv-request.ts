import { DevgenError } from '../../../core/contract/errors.ts';
import { type PvaType, scalar, structOf } from '../type/pva-type.ts';
import type { PvaStruct, PvaVariant } from '../value/pva-value.ts';

type Tree = { [name: string]: Tree };

const PART = /\s*(field|record)\s*(?:\(([^()]*)\)|\[([^[\]]*)\])/y;
const PATH = /^[^\s,.()[\]=]+(\.[^\s,.()[\]=]+)*$/;
const OPTION = /^([^\s,.()[\]=]+)\s*=\s*([^\s,()[\]=]+)$/;

/**
 * What is wanted of a PV, from `field(value,alarm.severity)record[block=true]`; both parts may be left out. The server
 * sends the values of these fields, and mostly the type of all. `VALUE.TYPE` for another text.
 */
export function parsePvRequest(text: string): PvaVariant {
  const fields: Tree = Object.create(null) as Tree;
  const options = new Map<string, string>();
  const parts = new RegExp(PART);
  let end = 0;
  while (end < text.trimEnd().length) {
    parts.lastIndex = end;
    const [whole, kind, paths, list] = parts.exec(text) ?? [];
    if (whole === undefined || (kind === 'field') !== (paths !== undefined)) throw malformed(text);
    if (kind === 'field') addPaths(fields, paths!, text);
    else addOptions(options, list!, text);
    end += whole.length;
  }
  return variant(fields, options);
}

function addPaths(fields: Tree, paths: string, text: string): void {
  for (const path of paths.split(',').map((each) => each.trim())) {
    if (path === '') continue;
    if (!PATH.test(path)) throw malformed(text);
    let at = fields;
    for (const name of path.split('.')) at = at[name] ??= Object.create(null) as Tree;
  }
}

function addOptions(options: Map<string, string>, list: string, text: string): void {
  for (const option of list.split(',').map((each) => each.trim())) {
    if (option === '') continue;
    const [, name, value] = OPTION.exec(option) ?? [];
    if (name === undefined || value === undefined) throw malformed(text);
    options.set(name, value);
  }
}

function variant(fields: Tree, options: ReadonlyMap<string, string>): PvaVariant {
  const field = { type: treeType(fields), value: treeValue(fields) };
  if (options.size === 0) return { type: structOf({ field: field.type }), value: { field: field.value } };
  const record: PvaType = structOf({
    _options: structOf(Object.fromEntries(Array.from(options.keys(), (name) => [name, scalar('str')]))),
  });
  return {
    type: structOf({ field: field.type, record }),
    value: { field: field.value, record: { _options: Object.fromEntries(options) } },
  };
}

function treeType(tree: Tree): PvaType {
  return structOf(Object.fromEntries(Object.entries(tree).map(([name, inner]) => [name, treeType(inner)])));
}

function treeValue(tree: Tree): PvaStruct {
  return Object.fromEntries(Object.entries(tree).map(([name, inner]) => [name, treeValue(inner)]));
}

function malformed(text: string): DevgenError {
  return new DevgenError(`"${text}" is not a request`, {
    code: 'VALUE.TYPE',
    expected: 'field(name,name.name)record[option=value]',
    actual: text,
    hint: 'for example field(value,alarm)record[process=true]',
  });
}
