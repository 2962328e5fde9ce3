/** What a name is on the wire that a server in Python sends: UTF-8, a letter a byte. */
const utf8 = (name: string): string => Buffer.from(name, 'utf8').toString('latin1');

/** A Tango class, and what its class and file are called. */
export const CLASSES: readonly (readonly [wire: string, name: string, stem: string])[] = [
  ['Device', 'Device_', 'device'],
  ['Promise', 'Promise_', 'promise'],
  ['Object', 'Object_', 'object'],
  ['Aux', 'Aux', 'aux_'],
  ['CON', 'Con', 'con_'],
  ['Index', 'Index', 'index_'],
  ['Labels', 'Labels', 'labels_'],
  ['registry', 'Registry_', 'registry_'],
  ['TangoDevices', 'TangoDevices', 'tango-devices'],
  ['Signal', 'Signal', 'signal'],
  ['MyDev', 'MyDev', 'my-dev'],
  ['my_dev', 'MyDev2', 'my-dev2'],
  ['constructor', 'Constructor', 'constructor'],
  ['__proto__', 'Proto', 'proto'],
  ['then', 'Then', 'then'],
  ['001', '_001', '001'],
  ['a class', 'AClass', 'a-class'],
  [utf8('Gr\u00fcn'), 'Gr\u00c3N', 'gr-n'],
  [`quo"te's`, 'QuoTeS', 'quo-te-s'],
  ['{{x}} ${y} `z`', 'XYZ', 'xyz'],
  ['x\u001b[31m', 'X31M', 'x31-m'],
];

/** An attribute, and its member with `naming: camel` and with `naming: wire`. */
export const ATTRIBUTES: readonly (readonly [wire: string, camel: string, asWire: string])[] = [
  ['name', 'name', 'name'],
  ['connect', 'connect', 'connect'],
  ['then', 'then_', 'then_'],
  ['constructor', 'constructor_', 'constructor_'],
  ['__proto__', '__proto___', '__proto___'],
  ['toString', 'toString_', 'toString_'],
  ['valueOf', 'valueOf_', 'valueOf_'],
  ['hasOwnProperty', 'hasOwnProperty_', 'hasOwnProperty_'],
  ['toJSON', 'toJson', 'toJSON'],
  ['prototype', 'prototype', 'prototype'],
  ['length', 'length', 'length'],
  ['spec', 'spec', 'spec'],
  ['class', 'class', 'class'],
  ['abstract', 'abstract', 'abstract'],
  ['accessor', 'accessor', 'accessor'],
  ['async', 'async', 'async'],
  ['export', 'export', 'export'],
  ['in', 'in', 'in'],
  ['get', 'get', 'get'],
  ['R', 'r', 'R'],
  ['$connect', '$connect_', '$connect_'],
  ['$', '$_', '$_'],
  ['_', '_', '_'],
  ['__v_skip', '__vSkip', '__v_skip'],
  ['001', '_001', '_001'],
  ['1', '_1', '_1'],
  ['a b', 'aB', 'a_b_'],
  ['a-b', 'aB2', 'a_b_2'],
  ['a.b', 'aB3', 'a_b_3'],
  ['a/b', 'aB4', 'a_b_4'],
  ['a_b', 'aB5', 'a_b'],
  ['Temp', 'temp', 'Temp'],
  ['Temp ', 'temp2', 'Temp__'],
  ['Temp()', 'temp3', 'Temp___'],
  ['quo"te', 'quoTe', 'quo_te_'],
  ["it's", 'itS', 'it_s_'],
  ['back\\slash', 'backSlash', 'back_slash_'],
  ['star*/', 'star', 'star___'],
  ['${x} {{y}} `z`', '$xYZ_', '$_x____y____z__'],
  [utf8('\u00c4'), '\u00e3', '\u00c3__'],
  [utf8('\u00e4'), '\u00e32', '\u00c3__2'],
  [utf8('caf\u00e9'), 'caf\u00c3', 'caf\u00c3__'],
  ['x\u001b[31m', 'x31M', 'x__31m_'],
  ['two\nlines', 'twoLines', 'two_lines_'],
];

/** A command, which may be named like an attribute. */
export const COMMANDS: readonly (readonly [wire: string, camel: string, asWire: string])[] = [
  ['Temp', 'tempCommand', 'TempCommand'],
  ['toString', 'toStringCommand', 'toStringCommand'],
  ['then', 'thenCommand', 'thenCommand'],
  ['__proto__', '__proto__Command', '__proto__Command'],
  ['catch', 'catch', 'catch'],
  ['x;y', 'xY', 'x_y_'],
];

/** What comes later, and asks for names that others have. */
export const NEW_CLASSES: readonly string[] = [
  'My_Dev',
  'MYDEV',
  'MyDev2',
  'DEVICE',
  'Device_',
  'Proto',
  'Con',
  '__then__',
];
export const NEW_ATTRIBUTES: readonly string[] = [
  'then_',
  'a;b',
  'TempCommand',
  'temp_command',
  '$connect_',
  '_001',
  'A',
];
export const NEW_COMMANDS: readonly string[] = ['TempCommand', 'a-b', 'Temp()', 'then_'];

/** A file that compiles only where each member is there, and of its type. */
export function typeRules(memberOf: (row: readonly [string, string, string]) => string): string {
  // The compiler takes long, and all classes have the same members.
  const some = CLASSES.filter(([wire]) => ['Device', 'my_dev', '__proto__'].includes(wire));
  const imports = some.map(([, name, stem]) => `import type { ${name} } from './generated/devices/${stem}.ts';`);
  const rules = some.flatMap(([, name]) => [
    ...ATTRIBUTES.map((row) => `  same<${name}['${memberOf(row)}'], SignalRW<string>>(true);`),
    ...COMMANDS.map((row) => `  same<${name}['${memberOf(row)}'], Command<void, string>>(true);`),
  ]);
  return `import type { Command, SignalRW } from '@devgen/runtime';
${imports.join('\n')}

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(equal: Equal<A, B>): void;
export function rules(): void {
${rules.join('\n')}
  // @ts-expect-error another type
  same<${some[0]?.[1]}['then_'], SignalRW<number>>(true);
}
`;
}
