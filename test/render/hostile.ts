import type { Lock } from '../../src/model/lock/lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { command, type Facts, pulledSource, r, rw } from '../model/pulled-source.ts';

/** Text that would be code, end a comment or a string, or hide, if it were printed as it comes. */
export const HOSTILE: readonly string[] = [
  "*/ globalThis.hacked = 'comment'; /*",
  "'); globalThis.hacked = 'quote'; ('",
  '`${globalThis.hacked = "template"}`',
  "\\'; globalThis.hacked = 'backslash'; //",
  'line\nglobalThis.hacked = "newline";',
  'line\r\nglobalThis.hacked = "return";',
  'sep\u2028globalThis.hacked = "2028";',
  'sep\u2029globalThis.hacked = "2029";',
  '</script><script>globalThis.hacked = "html";</script>',
  '@deprecated @ts-ignore {@link constructor}',
  '{{hacked}} {{{hacked}}}',
  'null\0byte, \u202e turned, \ufeff mark, lone \ud800 half',
  '__proto__',
  '',
];

export const HOSTILE_NAMES: readonly string[] = [
  '__proto__',
  'constructor',
  'then',
  'toString',
  'hasOwnProperty',
  '$connect',
  '$name',
  '001',
  'a-b',
  'a_b',
  'State',
  'name',
  'connect',
  'spec',
  'class',
  'declare',
  'readonly',
  'static',
  'Temp',
  'Überdruck',
  '',
  '*/ x',
  ...HOSTILE.slice(0, 9),
];

export const HOSTILE_CLASSES: readonly string[] = [
  'Device',
  'Promise',
  'Aux',
  'MyDev',
  'my_dev',
  'Registry',
  'labels',
  '001',
  '*/ evil\n"',
  '__proto__',
];

function members(): Facts {
  const facts = Object.create(null) as Record<string, Facts[string]>;
  for (const [at, name] of HOSTILE_NAMES.entries()) {
    const text = HOSTILE[at % HOSTILE.length] ?? '';
    facts[name] = [
      rw(name, { type: 'enum', labels: [...HOSTILE.filter((label) => label !== ''), `label ${at}`] }),
      { description: text, units: text, label: text },
    ];
    facts[`${name}()`] = [command(name, { in: 'f64' }), { description: text }];
  }
  facts['fields'] = [
    r('fields', { type: 'struct', fields: HOSTILE.map((name) => ({ name, type: 'f64', units: name })) }),
    {},
  ];
  facts['arms'] = [rw('arms', { type: 'union', fields: HOSTILE.map((name) => ({ name, type: 'str' })) }), {}];
  return facts;
}

/** A facility whose every text is hostile. */
export function hostileLock(): Lock {
  const devices = HOSTILE_CLASSES.flatMap((name, at) =>
    HOSTILE.filter((text) => text !== '')
      .slice(0, at === 0 ? HOSTILE.length : 1)
      .map((text) => ({
        device: `${text}/${name}`,
        alias: text,
        id: `tango:${name}`,
        doc: HOSTILE[at] ?? '',
        members: members(),
        labelSets: new Map([[`set ${name}`, ['a']]]),
      })),
  );
  return merge(undefined, [pulledSource('*/ source', 'tango', devices)]).lock;
}
