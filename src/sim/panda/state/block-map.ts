import type { Field } from '../fields/field.ts';
import { makeField } from '../fields/make-field.ts';
import type { BlockEntry, Firmware } from '../firmware/block-table.ts';
import type { Hardware } from '../hardware/hardware.ts';
import { hashOrder } from '../text/hash-order.ts';
import { type Buses, buses, type Line } from './buses.ts';
import type { ChangeLog } from './change-log.ts';

export interface Block {
  readonly entry: BlockEntry;
  /** In the order in which they are listed. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** The blocks of a firmware with their fields, in the order in which they are listed. */
export interface BlockMap {
  readonly blocks: ReadonlyMap<string, Block>;
  /** In the order of the block table. */
  readonly fields: readonly Field[];
  readonly buses: Buses;
}

export function blockMap(firmware: Firmware, log: ChangeLog, hardware: Hardware): BlockMap {
  const shared = { log, hardware, buses: buses(lines(firmware, 'bit_out'), lines(firmware, 'pos_out'), log, hardware) };
  const fields = firmware.blocks.flatMap((block) =>
    block.shape.fields.map((shape, sequence) => makeField({ ...shared, block, shape, sequence }, firmware)),
  );
  const blocks = hashOrder(firmware.blocks, ({ name }) => name).map((entry): [string, Block] => {
    const own = hashOrder(
      fields.filter((field) => field.block === entry),
      (field) => field.shape.name,
    );
    return [entry.name, { entry, fields: new Map(own.map((field) => [field.shape.name, field])) }];
  });
  return { blocks: new Map(blocks), fields, buses: shared.buses };
}

/** The lines that fields of a kind drive: those of one field lie side by side. */
export function lines(firmware: Firmware, kind: 'bit_out' | 'pos_out'): readonly Line[] {
  return firmware.blocks
    .flatMap(({ name, count, shape }) =>
      shape.fields
        .filter((field) => field.kind === kind)
        .flatMap((field) =>
          Array.from({ length: count }, (_, n) => `${name}${count === 1 ? '' : n + 1}.${field.name}`),
        ),
    )
    .map((name, index) => ({ name, index }));
}
