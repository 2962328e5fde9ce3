import { Capture, RING_BYTES } from '../capture/capture.ts';
import type { EndReason } from '../capture/run.ts';
import { Asked } from '../control/asked.ts';
import { Session } from '../control/session.ts';
import type { Firmware } from '../firmware/block-table.ts';
import { pandaboxNoFmc } from '../firmware/pandabox-no-fmc.ts';
import { Fpga } from '../hardware/fpga.ts';
import { type Pace, Pacer } from '../hardware/time/pace.ts';
import { CLOCK_FREQUENCY } from '../fields/time-units.ts';
import { Panda } from '../state/panda.ts';
import { stateLines } from '../state/saved-state.ts';
import { serveControl } from './control-port.ts';
import { serveData } from './data-port.ts';
import { Faults } from './faults.ts';
import { listen, type Ports, type PortsWanted } from './ports.ts';

export interface PandaSimOptions {
  /** A PandABox where nothing else is asked for. */
  readonly firmware?: Firmware;
  /** 127.0.0.1 where absent. Clients of PandABlocks know two ports only, so each PandA wants an address of its own. */
  readonly host?: string;
  /** 0, a port that the kernel chooses, where absent. */
  readonly port?: number;
  /** The one after `port` where absent, as clients take it to be. */
  readonly dataPort?: number;
  /** Real time where absent. */
  readonly pace?: Pace;
  /** Bytes of samples held for readers that are late; 256 MiB where absent. */
  readonly ringBytes?: number;
}

/** A PandA on two ports of this process, with its hardware in simulated time. */
export class PandaSim {
  readonly host: string;
  readonly asked = new Asked();
  readonly faults = new Faults();
  readonly #pace: Pace;
  readonly #ringBytes: number;
  #firmware: Firmware;
  #capture!: Capture;
  #fpga!: Fpga;
  #pacer!: Pacer;
  #listening: Ports | undefined;
  #ports: PortsWanted;
  /** What `*SAVESTATE` kept: commands that bring it back. */
  #saved: readonly string[] = [];

  private constructor(options: PandaSimOptions) {
    this.host = options.host ?? '127.0.0.1';
    this.#pace = options.pace ?? 1;
    this.#ringBytes = options.ringBytes ?? RING_BYTES;
    this.#firmware = options.firmware ?? pandaboxNoFmc;
    this.#ports = { control: options.port ?? 0, data: options.dataPort };
  }

  static async start(options: PandaSimOptions = {}): Promise<PandaSim> {
    const sim = new PandaSim(options);
    await sim.#up();
    return sim;
  }

  /** Of the control protocol. */
  get port(): number {
    return this.#ports.control;
  }

  get dataPort(): number {
    return this.#ports.data ?? this.port + 1;
  }

  get firmware(): Firmware {
    return this.#firmware;
  }

  /** The blocks, to be driven and looked at from outside. */
  get fpga(): Fpga {
    return this.#fpga;
  }

  /** Simulated time since the start, in seconds. */
  get time(): number {
    return this.#fpga.timeline.now / CLOCK_FREQUENCY;
  }

  /** Lets simulated time pass, whatever the pace. */
  advance(seconds: number): void {
    const { timeline } = this.#fpga;
    timeline.advance(timeline.now + Math.round(seconds * CLOCK_FREQUENCY));
    this.#capture.pump();
  }

  /** Ends the capture in progress as a fault of the hardware does. */
  failCapture(reason: EndReason): void {
    this.#capture.fail(reason);
  }

  /** Ends every connection and starts again on the same ports, with what was saved; other firmware saves nothing. */
  async restart(firmware: Firmware = this.#firmware): Promise<void> {
    if (firmware !== this.#firmware) this.#saved = [];
    this.#firmware = firmware;
    await this.stop();
    await this.#up();
  }

  async stop(): Promise<void> {
    this.#pacer.stop();
    const { control, data } = this.#listening ?? {};
    this.#listening = undefined;
    await Promise.all([control?.close(), data?.close()]);
  }

  async #up(): Promise<void> {
    const fpga = new Fpga(this.#firmware);
    let capture!: Capture;
    const panda = new Panda(this.#firmware, fpga, (made) => (capture = new Capture(made, fpga, this.#ringBytes)));
    const pacer = new Pacer(fpga.timeline, this.#pace, () => capture.pump());
    this.#fpga = fpga;
    this.#capture = capture;
    this.#pacer = pacer;
    const session = new Session(panda, new Asked(), () => {});
    for (const line of this.#saved) session.line(line);
    const { faults, asked, host } = this;
    const saveState = (): void => {
      this.#saved = stateLines(panda);
    };
    const catchUp = (): void => pacer.catchUp();
    try {
      this.#listening = await listen(host, this.#ports, {
        control: (socket) => serveControl(socket, { panda, asked, faults, saveState, catchUp }),
        data: (socket) => serveData(socket, { panda, capture, faults }),
      });
    } catch (error) {
      pacer.stop();
      throw error;
    }
    const { control, data } = this.#listening;
    this.#ports = { control: control.port, data: data.port };
  }
}
