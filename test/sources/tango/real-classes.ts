import type { Lock } from '../../../src/model/lock/lock.ts';

/** The types of a scalar, of a row, and of an image's data, as a generated class must declare them. */
const TYPES: Readonly<Record<string, readonly [scalar: string, row: string]>> = {
  boolean: ['boolean', 'readonly boolean[]'],
  uchar: ['number', 'Uint8Array'],
  short: ['number', 'Int16Array'],
  ushort: ['number', 'Uint16Array'],
  long: ['number', 'Int32Array'],
  ulong: ['number', 'Uint32Array'],
  long64: ['bigint', 'BigInt64Array'],
  ulong64: ['bigint', 'BigUint64Array'],
  float: ['number', 'Float32Array'],
  double: ['number', 'Float64Array'],
  string: ['string', 'readonly string[]'],
  enum: ['Labels', 'readonly Labels[]'],
  state: ['DevState', 'readonly DevState[]'],
};
const ACCESS: Readonly<Record<string, string>> = { '': 'SignalRW', Ro: 'SignalR', Wo: 'SignalW' };

/** Commands that return what they are given. */
const ECHOES: Readonly<Record<string, string>> = {
  DevBoolean: 'boolean',
  DevShort: 'number',
  DevLong: 'number',
  DevFloat: 'number',
  DevDouble: 'number',
  DevUShort: 'number',
  DevULong: 'number',
  DevString: 'string',
  DevLong64: 'bigint',
  DevULong64: 'bigint',
  DevState: 'DevState',
  DevEncoded: 'Encoded',
  DevVarBooleanArray: 'readonly boolean[]',
  DevVarCharArray: 'Uint8Array',
  DevVarShortArray: 'Int16Array',
  DevVarLongArray: 'Int32Array',
  DevVarFloatArray: 'Float32Array',
  DevVarDoubleArray: 'Float64Array',
  DevVarUShortArray: 'Uint16Array',
  DevVarULongArray: 'Uint32Array',
  DevVarStringArray: 'readonly string[]',
  DevVarLong64Array: 'BigInt64Array',
  DevVarULong64Array: 'BigUint64Array',
  DevVarLongStringArray: 'LongString',
  DevVarDoubleStringArray: 'DoubleString',
};

/** A file that compiles only where each member of the class AllTypes has exactly the type of its wire type. */
export function typeRules(): string {
  const attributes = Object.entries(TYPES).flatMap(([kind, [scalar, row]]) =>
    Object.entries(ACCESS).flatMap(([suffix, signal]) => [
      rule(`${kind}Scalar${suffix}`, `${signal}<${scalar}>`),
      rule(`${kind}Spectrum${suffix}`, `${signal}<${row}>`),
      rule(`${kind}Image${suffix}`, `${signal}<Image<${row}>>`),
    ]),
  );
  const encoded = Object.entries(ACCESS).map(([suffix, signal]) =>
    rule(`encodedScalar${suffix}`, `${signal}<Encoded>`),
  );
  const commands = Object.entries(ECHOES).map(([type, value]) => rule(`echo${type}`, `Command<${value}, ${value}>`));
  return `import type { Command, Encoded, Image, SignalR, SignalRW, SignalW } from '@devgen/runtime';
import { AllTypes } from './real/all-types.ts';
import { DevState } from './real/labels.ts';

type Labels = 'Idle' | 'Running fast' | 'Say "hi"' | "it's" | 'Fault';
type LongString = { readonly lvalue: Int32Array; readonly svalue: readonly string[] };
type DoubleString = { readonly dvalue: Float64Array; readonly svalue: readonly string[] };
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Both ways: an interface and a literal of the same members are one type. */
type Fits<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
declare function same<A, B>(equal: Fits<A, B>): void;
export const states: Equal<DevState, (typeof DevState)[number]> = true;
export function rules(): void {
${[...attributes, ...encoded, ...commands].join('\n')}
${rule('nothing', 'Command<void, void>')}
${rule('give', 'Command<void, string>')}
${rule('take', 'Command<string, void>')}
}
`;
}

function rule(member: string, type: string): string {
  return `  same<AllTypes['${member}'], ${type}>(true);`;
}

/** A script that connects a device of each class, live and in mock, reads all there is, and prints what it found. */
export function connectScript(lock: Lock): string {
  const classes = [...lock.classes.keys()];
  const stems = new Map([...lock.ledger.files].map(([stem, name]) => [name, stem]));
  const addresses = [...(lock.sources.get('db')?.devices ?? [])];
  const devices = addresses.map(
    ([address, { class: name }]) => `${lowerFirst(name)}: new ${name}(${JSON.stringify(address)}),`,
  );
  return `import { connectAll, disposeAll, getMany, type Device, type SignalR } from '@devgen/runtime';
import { tango } from '@devgen/runtime/tango';
declare const process: { readonly argv: readonly string[] };
declare const console: { log(text: string): void };
${classes.map((name) => `import { ${name} } from './real/${stems.get(name)}.ts';`).join('\n')}

async function look(options: { via?: ReturnType<typeof tango>[]; mock?: true }): Promise<object> {
  const tree: Record<string, Device> = { ${devices.join(' ')} };
  await connectAll(tree, options);
  const readable = Object.entries(tree).flatMap(([name, device]) =>
    (Object.entries(device) as [string, SignalR<unknown>][]).flatMap(([member, signal]) =>
      ['r', 'rw'].includes(signal.kind) ? [[\`\${name}.\${member}\`, signal] as const] : []));
  const readings = await getMany(readable.map(([, signal]) => signal), { deadline: 20_000 });
  const failed: string[] = [];
  const codes = new Set<string>();
  for (const [index, reading] of readings.entries()) {
    if (reading.ok) continue;
    failed.push(readable[index]?.[0] ?? '');
    codes.add(reading.error.code);
  }
  const findings = Object.values(tree).flatMap((device) => device.$findings.map(({ rule, member }) => \`\${rule} \${member}\`));
  await disposeAll(tree);
  return { devices: Object.keys(tree).length, failed: failed.toSorted(), codes: [...codes], findings, read: readings.length };
}

const db = tango(process.argv[2] ?? '');
console.log(JSON.stringify({ live: await look({ via: [db] }), mock: await look({ mock: true }) }));
await db.close();
`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
