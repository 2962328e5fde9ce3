import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lock } from '../../../src/model/lock/lock.ts';
import { db, device, locked } from '../../model/diff/locks.ts';
import { command, type Facts, r, rw } from '../../model/pulled-source.ts';
import { Searched } from './searched.ts';

const speed: Facts = { speed: [rw('Speed', { type: 'f64' })] };
const older: Facts = { ...speed, ampli: [rw('Ampli', { type: 'f64' })], 'go()': [command('Go', { in: 'f64' })] };
const motor = (members: Facts): Lock =>
  locked(db(device('m/1', members), device('s/1', { ampli: [r('Ampli', { type: 'f64' })] }, { id: 'tango:Sensor' })));
const before = motor(older);
const after = motor(speed);
const made: Searched[] = [];
afterAll(() => Promise.all(made.map((each) => each.remove())));

async function usesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const searched = await Searched.create(before, after);
  made.push(searched);
  for (const [file, text] of Object.entries(files)) await searched.write(file, text);
  return searched.told();
}

const importing = "import { Motor } from '@bl01/devices/motor';\nimport { Sensor } from '@bl01/devices/sensor.ts';\n";
const gone = (line: string, file = 'src/scan.ts'): string => `${file}: ${line} | Motor.ampli removed`;

/** What stands in the code, and the lines of it that name the member that is gone. */
const examples: Readonly<Record<string, readonly [code: string, ...lines: string[]]>> = {
  'a property': ["const tg = new Motor('m/9');\nawait tg.ampli.set(1);", 'await tg.ampli.set(1);'],
  'a member of another class with the same name': ["await new Sensor('s/9').ampli.get();"],
  'element access': ["const tg = new Motor('m/9');\ntg['ampli'];", "tg['ampli'];"],
  'an optional chain': ['declare const tg: Motor | undefined;\ntg?.ampli;', 'tg?.ampli;'],
  destructuring: ["const { ampli } = new Motor('m/9');", "const { ampli } = new Motor('m/9');"],
  'destructuring with another name': [
    "const { ampli: a, ...rest } = new Motor('m/9');",
    "const { ampli: a, ...rest } = new Motor('m/9');",
  ],
  'destructuring of a parameter': ['function go({ ampli }: Motor) {}', 'function go({ ampli }: Motor) {}'],
  'nested destructuring': [
    'declare const all: { tg: Motor };\nconst { tg: { ampli } } = all;',
    'const { tg: { ampli } } = all;',
  ],
  'destructuring assignment': ["let ampli;\n({ ampli } = new Motor('m/9'));", "({ ampli } = new Motor('m/9'));"],
  'destructuring in a loop': [
    'declare const all: Motor[];\nfor (const { ampli } of all) ampli;',
    'for (const { ampli } of all) ampli;',
  ],
  'another variable': ["const tg = new Motor('m/9');\nconst d = tg;\nd.ampli;", 'd.ampli;'],
  'another name of the import': [
    "import { Motor as M } from '../generated/motor.ts';\nnew M('m/9').ampli;",
    "new M('m/9').ampli;",
  ],
  'a namespace': [
    "import * as all from '../generated/motor.ts';\nnew all.Motor('m/9').ampli;",
    "new all.Motor('m/9').ampli;",
  ],
  'a dynamic import': [
    "const { Motor: M } = await import('@bl01/devices/motor');\nnew M('m/9').ampli;",
    "new M('m/9').ampli;",
  ],
  'a type': [
    "import type { Motor as T } from '@bl01/devices/motor';\nfunction go(tg: T) { tg.ampli; }",
    'function go(tg: T) { tg.ampli; }',
  ],
  'an inline type': [
    "function go(tg: import('@bl01/devices/motor').Motor) { tg.ampli; }",
    "function go(tg: import('@bl01/devices/motor').Motor) { tg.ampli; }",
  ],
  'an indexed type': ["type A = Motor['ampli'];", "type A = Motor['ampli'];"],
  Pick: [
    "declare const io: Pick<Motor, 'ampli' | 'speed'>;\nio.ampli;",
    "declare const io: Pick<Motor, 'ampli' | 'speed'>;",
    'io.ampli;',
  ],
  'what has the type of a Pick': [
    "const fake: Partial<Pick<Motor, 'speed' | 'ampli'>> = { ampli: undefined };",
    "const fake: Partial<Pick<Motor, 'speed' | 'ampli'>> = { ampli: undefined };",
  ],
  Omit: ["type A = Omit<Motor, 'ampli'>;", "type A = Omit<Motor, 'ampli'>;"],
  'a key': ["const key: keyof Motor = 'ampli';", "const key: keyof Motor = 'ampli';"],
  'keys of another class': ["const key: keyof Sensor = 'ampli';"],
  'a record of keys': [
    'const read: Partial<Record<keyof Motor, boolean>> = { ampli: true };',
    'const read: Partial<Record<keyof Motor, boolean>> = { ampli: true };',
  ],
  'in an operator': ["declare const tg: Motor;\n'ampli' in tg;", "'ampli' in tg;"],
  'a generic function over the class': [
    'function go<D extends Motor>(d: D) { return d.ampli; }',
    'function go<D extends Motor>(d: D) { return d.ampli; }',
  ],
  'a generic function over a key': [
    "declare function read<D, K extends keyof D>(d: D, k: K): D[K];\nread(new Motor('m/9'), 'ampli');",
    "read(new Motor('m/9'), 'ampli');",
  ],
  'a generic container': ["const all = new Map<string, Motor>();\nall.get('x')?.ampli;", "all.get('x')?.ampli;"],
  'a callback': ['declare const all: readonly Motor[];\nall.map((d) => d.ampli);', 'all.map((d) => d.ampli);'],
  'a subclass': [
    "class Mine extends Motor { run() { return this.ampli; } }\nnew Mine('m/9').ampli;",
    'class Mine extends Motor { run() { return this.ampli; } }',
    "new Mine('m/9').ampli;",
  ],
  'a redeclared member': [
    "import type { SignalRW } from '@devgen/runtime';\nclass Mine extends Motor {\ndeclare readonly ampli: SignalRW<number>; }\nnew Mine('m/9').ampli;",
    'declare readonly ampli: SignalRW<number>; }',
    "new Mine('m/9').ampli;",
  ],
  'a composite': [
    "import { Device } from '@devgen/runtime';\nclass Stage extends Device { readonly x = new Motor('m/9'); }\nnew Stage().x.ampli;",
    'new Stage().x.ampli;',
  ],
  connectAll: [
    "import { connectAll } from '@devgen/runtime';\nconst { tg } = await connectAll({ tg: new Motor('m/9') }, { via: [] });\ntg.ampli;",
    'tg.ampli;',
  ],
  'the registry': [
    "import type { DbDevices } from '@bl01/devices/registry';\ndeclare const all: DbDevices;\nall['m/1'].ampli;",
    "all['m/1'].ampli;",
  ],
  'a logic object over an interface': [
    "declare function mover(io: { ampli: unknown }): void;\nconst tg = new Motor('m/9');\nmover({ ampli: tg.ampli });",
    'mover({ ampli: tg.ampli });',
  ],
  'a comment and a text': ["// ampli\nconst word = 'ampli';"],
};

describe('where a member is gone', () => {
  const cases = Object.entries(examples).map(([what, [code, ...lines]], at) => {
    const file = `src/e${at}.ts`;
    return { what, file, code, told: lines.map((line) => gone(line, file)) };
  });
  let all: readonly string[];
  beforeAll(async () => {
    all = await usesOf(Object.fromEntries(cases.map(({ file, code }) => [file, `${importing}${code}\nexport {};\n`])));
  });

  it.each(cases)('$what', ({ file, told }) => {
    expect(all.filter((use) => use.startsWith(`${file}:`))).toEqual(told);
  });
});

describe('where a member is gone, in other files', () => {
  it('through files that only pass it on, and those that never name the package', async () => {
    const found = await usesOf({
      'src/scan.ts': "import { stage } from './stage.ts';\nstage.x.ampli;\n",
      'src/devices.ts':
        "export * from '@bl01/devices/motor';\nexport { Motor as default } from '@bl01/devices/motor';\n",
      'src/stage.ts': "import M from './devices.ts';\nexport const stage = { x: new M('m/9') };\n",
      'src/beside.ts': 'export const ampli = 1;\n',
    });
    expect(found).toEqual([gone('stage.x.ampli;')]);
  });

  it('in what is global', async () => {
    const found = await usesOf({
      'src/scan.ts': 'tg.ampli;\n',
      'src/global.ts': "import type { Motor } from '@bl01/devices/motor';\ndeclare global { var tg: Motor; }\n",
    });
    expect(found).toEqual([gone('tg.ampli;')]);
  });

  it('in JavaScript that the project takes, and in TSX', async () => {
    const found = await usesOf({
      'tsconfig.json': JSON.stringify({
        compilerOptions: { module: 'nodenext', allowJs: true, jsx: 'preserve', types: [], noEmit: true },
        include: ['src'],
      }),
      'src/old.js': "import { Motor } from '@bl01/devices/motor';\nnew Motor('m/9').ampli;\n",
      'src/view.tsx': "import { Motor } from '@bl01/devices/motor';\nconst v = <b>{new Motor('m/9').ampli}</b>;\n",
    });
    expect(found).toEqual([
      gone("new Motor('m/9').ampli;", 'src/old.js'),
      gone("const v = <b>{new Motor('m/9').ampli}</b>;", 'src/view.tsx'),
    ]);
  });
});
