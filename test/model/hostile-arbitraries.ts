import * as fc from 'fast-check';
import type { Naming } from '../../src/model/merge/pulled.ts';
import { command, type DeviceFacts, type Facts, r, rw } from './pulled-source.ts';

/** Words that are next to a name that devgen, the language or a file system keeps for itself. */
const WORDS: readonly string[] = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...'then catch finally toJSON prototype name length spec connect state status dispose inspect'.split(' '),
  ...'class declare readonly static abstract accessor async await yield get set new default export in enum'.split(' '),
  ...'Device Signal SignalR R Command Promise Registry Readonly Any AnyArm Arm Nd Array Object Map Index'.split(' '),
  ...'con aux nul com com1 lpt lpt1 index labels package registry tsconfig Temp 001 1e3'.split(' '),
  ...'my_dev MyDev MYDEV a-b a_b aB ab a.b __v_skip __v_raw $connect $name $$ _ $ \u0130 \u0131 \u00df \ufb01'.split(
    ' ',
  ),
  '',
  'two words',
  '*/ x',
  '\u3164',
  '\u200d',
  'x\u00adb',
];
const ENDS: readonly string[] = ['', '', '_', '__', '$', '2', '_2', 'Command', '()', '().', ' ', '-', '\n', '\u00e9'];
const CASES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.slice(0, 1).toUpperCase() + text.slice(1),
];

const near = fc
  .tuple(fc.constantFrom(...ENDS), fc.constantFrom(...WORDS), fc.constantFrom(...ENDS), fc.constantFrom(...CASES))
  .map(([before, word, after, change]) => before + change(word) + after);

/** A name as some wire may have it. */
export const wireName: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: near },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);

interface Wanted {
  readonly name: string;
  readonly kind: 'number' | 'enum' | 'struct' | 'command';
}

const member: fc.Arbitrary<Wanted> = fc.record({
  name: wireName,
  kind: fc.constantFrom('number', 'number', 'enum', 'struct', 'command'),
});

/** A class, and the members that each pull sees for the first time. */
export interface HostileClass {
  readonly name: string;
  readonly arrivals: readonly (readonly Wanted[])[];
}

export const PULLS = 3;

const hostileClass: fc.Arbitrary<HostileClass> = fc.record({
  name: wireName,
  arrivals: fc.array(fc.array(member, { maxLength: 8 }), { minLength: PULLS, maxLength: PULLS }),
});

export const naming: fc.Arbitrary<Naming> = fc.constantFrom('camel', 'wire');
export const hostileClasses: fc.Arbitrary<HostileClass[]> = fc.uniqueArray(hostileClass, {
  selector: ({ name }) => name,
  minLength: 1,
  maxLength: 8,
});

/** A device of each class as the pull of this number sees it; a class is there from its first pull on. */
export function devicesAt(classes: readonly HostileClass[], pull: number): DeviceFacts[] {
  return classes.flatMap(({ name, arrivals }, at) => {
    const members = factsOf(arrivals.slice(0, pull + 1).flat());
    return at % PULLS <= pull ? [{ device: `d/${at}`, id: `tango:${name}`, members }] : [];
  });
}

function factsOf(members: readonly Wanted[]): Facts {
  const facts = Object.create(null) as Record<string, Facts[string]>;
  for (const { name, kind } of members) {
    if (kind === 'command') facts[`${name}()`] ??= [command(name, { out: 'str' })];
    else facts[/\(\)\.*$/.test(name) ? `${name}.` : name] ??= [signal(name, kind)];
  }
  return facts;
}

function signal(name: string, kind: Exclude<Wanted['kind'], 'command'>): Facts[string][0] {
  if (kind === 'number') return rw(name, { type: 'f64' });
  if (kind === 'enum') return r(name, { type: 'enum', labels: [`${name} on`, 'off'] });
  return r(name, { type: 'struct', fields: [{ name, type: 'enum', labels: ['a', name === 'a' ? 'b' : name] }] });
}
