import type { Field } from '../fields/field.ts';
import type { Firmware } from '../firmware/block-table.ts';
import type { Hardware } from '../hardware/hardware.ts';
import { type Block, blockMap } from './block-map.ts';
import type { Buses } from './buses.ts';
import { ChangeLog } from './change-log.ts';
import { Metadata } from './metadata.ts';

/** What `*PCAP` commands ask for and do. */
export interface CaptureControl {
  arm(): void;
  disarm(): void;
  /** `Busy` or `Idle`, readers, and those that still take data. */
  status(): string;
  /** Samples of this capture or the last one. */
  captured(): number;
  /** How the last capture ended, or `Busy`. */
  completion(): string;
}

/** A connection as `*WHO?` lists it. */
export interface Caller {
  readonly since: Date;
  readonly port: 'config' | 'data';
  readonly address: string;
}

/** One PandA that runs: all that its control port can tell or set. */
export class Panda {
  readonly firmware: Firmware;
  readonly hardware: Hardware;
  readonly log = new ChangeLog();
  readonly blocks: ReadonlyMap<string, Block>;
  readonly fields: readonly Field[];
  readonly buses: Buses;
  readonly metadata: Metadata;
  readonly capture: CaptureControl;
  readonly callers = new Set<Caller>();

  constructor(firmware: Firmware, hardware: Hardware, capture: (panda: Panda) => CaptureControl) {
    this.firmware = firmware;
    this.hardware = hardware;
    const { blocks, fields, buses } = blockMap(firmware, this.log, hardware);
    this.blocks = blocks;
    this.fields = fields;
    this.buses = buses;
    this.metadata = new Metadata(firmware, this.log);
    this.capture = capture(this);
  }
}
