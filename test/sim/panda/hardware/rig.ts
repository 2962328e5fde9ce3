import { pandaboxNoFmc } from '../../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { Fpga } from '../../../../src/sim/panda/hardware/fpga.ts';
import { lines } from '../../../../src/sim/panda/state/block-map.ts';

/** What is set at a tick and what is seen from it on: `TICK SET=1,SET=2 > SEEN=3`; either side may be empty. */
export interface Vector {
  readonly name: string;
  readonly rows: string;
  /** Words of the table, which is there before the first tick. */
  readonly table?: readonly number[];
}

interface Row {
  readonly tick: number;
  readonly set: ReadonlyMap<string, number>;
  readonly seen: ReadonlyMap<string, number>;
}

/** Where a vector's first tick is in the rig's time, so that settings can come before it. */
const START = 100;

const fields = new Map(
  pandaboxNoFmc.blocks.map(({ name, shape }) => [name, new Map(shape.fields.map((field) => [field.name, field.kind]))]),
);
const bits = new Map(lines(pandaboxNoFmc, 'bit_out').map(({ name, index }) => [name, index]));
const positions = new Map(lines(pandaboxNoFmc, 'pos_out').map(({ name, index }) => [name, index]));

/** Plays a vector on the first instance of a block; tells every tick what differs from what the vector says. */
export function differences(block: string, { rows, table }: Vector): readonly string[] {
  const fpga = new Fpga(pandaboxNoFmc);
  const parsed = rows.trim().split('\n').map(parseRow);
  const inputs = wire(fpga, block);
  if (table !== undefined) fpga.writeTable(block, 0, 'TABLE', Uint32Array.from(table), 'fixed');
  for (const row of parsed) schedule(fpga, block, row, inputs);
  const expected = new Map(parsed.flatMap(({ seen }) => [...seen.keys()]).map((field) => [field, 0]));
  // What a block shows before the first row says nothing else is what it starts with.
  fpga.timeline.advance(START);
  for (const field of expected.keys()) expected.set(field, look(fpga, block, field));
  const wrong: string[] = [];
  const last = parsed.at(-1)!.tick + 3;
  for (let tick = 0; tick <= last; tick++) {
    for (const [field, value] of parsed.find((row) => row.tick === tick)?.seen ?? []) expected.set(field, value);
    // A readout is seen with the step, an output when the register behind it has taken it.
    fpga.timeline.advance(START + tick);
    const readouts = [...expected.keys()].filter((field) => isReadout(block, field));
    const seen = new Map(readouts.map((field) => [field, look(fpga, block, field)]));
    fpga.timeline.advance(START + tick + 1);
    for (const [field, value] of expected) {
      const actual = seen.get(field) ?? lookOutput(fpga, block, field);
      if (actual !== value) wrong.push(`${tick}: ${field} is ${actual}, not ${value}`);
    }
  }
  return wrong;
}

/** Gives each multiplexer of the block a line of its own. */
function wire(fpga: Fpga, block: string): ReadonlyMap<string, string> {
  const freeBits = [...bits.keys()].filter((name) => /_SYNC_IN/.test(name));
  const freePositions = [...positions.keys()].filter((name) => /_SYNC_IN/.test(name));
  const wired = new Map<string, string>();
  for (const [field, kind] of fields.get(block)!) {
    if (kind !== 'bit_mux' && kind !== 'pos_mux') continue;
    const name = (kind === 'bit_mux' ? freeBits : freePositions).shift()!;
    fpga.write(block, 0, field, (kind === 'bit_mux' ? bits : positions).get(name)!);
    wired.set(field, name);
  }
  return wired;
}

/** Lines change at the tick of their row, settings a tick before, since the block sees them a tick later. */
function schedule(fpga: Fpga, block: string, { tick, set }: Row, inputs: ReadonlyMap<string, string>): void {
  for (const [field, value] of set)
    fpga.timeline.change(START + tick - 1, () => {
      const line = inputs.get(field);
      if (line === undefined) fpga.write(block, 0, field, value);
      else fpga.drive(line, value);
    });
}

function isReadout(block: string, field: string): boolean {
  return fields.get(block)!.get(field)!.startsWith('read ');
}

function look(fpga: Fpga, block: string, field: string): number {
  return isReadout(block, field) ? fpga.read(block, 0, field) : lookOutput(fpga, block, field);
}

function lookOutput(fpga: Fpga, block: string, field: string): number {
  const name = [`${block}1.${field}`, `${block}.${field}`].find((known) => bits.has(known) || positions.has(known))!;
  const bit = bits.get(name);
  return bit === undefined ? fpga.bus.positions.values[positions.get(name)!]! : fpga.bus.bits.values[bit]!;
}

function parseRow(text: string): Row {
  const [, tick, set = '', seen = ''] = /^\s*(\d+)\s*([^>]*)(?:>(.*))?$/.exec(text)!;
  return { tick: Number(tick), set: parseValues(set), seen: parseValues(seen) };
}

function parseValues(text: string): ReadonlyMap<string, number> {
  const values = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return new Map(
    values.map((part) => {
      const [name = '', value] = part.split('=');
      return [name.trim(), Number(value)];
    }),
  );
}
