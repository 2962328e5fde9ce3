import { Asked } from '../../../src/sim/panda/control/asked.ts';
import { Session } from '../../../src/sim/panda/control/session.ts';
import type { Firmware } from '../../../src/sim/panda/firmware/block-table.ts';
import { Fpga } from '../../../src/sim/panda/hardware/fpga.ts';
import { Capture } from '../../../src/sim/panda/capture/capture.ts';
import { Panda } from '../../../src/sim/panda/state/panda.ts';

/** A PandA without sockets: lines are answered at once, and time passes when told to. */
export class Dialogue {
  readonly fpga: Fpga;
  readonly panda: Panda;
  readonly capture: Capture;
  readonly asked = new Asked();
  readonly #session: Session;

  /** `ringBytes` is what a capture holds for late readers. */
  constructor(firmware: Firmware, ringBytes?: number) {
    this.fpga = new Fpga(firmware);
    let capture!: Capture;
    this.panda = new Panda(firmware, this.fpga, (panda) => (capture = new Capture(panda, this.fpga, ringBytes)));
    this.capture = capture;
    this.#session = this.connect();
  }

  /** Another connection to the same PandA. */
  connect(): Session {
    return new Session(this.panda, this.asked, () => {});
  }

  /** The reply to the last of the lines, without its final newline. */
  ask(...lines: readonly string[]): string | undefined {
    return lines
      .map((line) => this.#session.line(line))
      .at(-1)
      ?.slice(0, -1);
  }

  /** What the lines of a reply with several are. */
  list(line: string): readonly string[] {
    const reply = this.#session.line(line) ?? '';
    if (!reply.endsWith('.\n')) throw new Error(`${line} was answered ${reply}`);
    return reply
      .split('\n')
      .slice(0, -2)
      .map((item) => item.slice(1));
  }

  ticks(count: number): void {
    this.fpga.timeline.advance(this.fpga.timeline.now + count);
  }
}
