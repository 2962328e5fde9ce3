import type { Clock } from '../device/clock.ts';
import type { Attributes, DeviceDeclaration } from '../device/device-class.ts';
import type { Image } from '../device/values.ts';

/** Columns and rows of the chip. */
const WIDTH = 64;
const HEIGHT = 48;
/** Milliseconds in which the spot goes round, and pixels of its size. */
const ROUND = 20_000;
const SPOT = 6;

/** A camera on a spot that goes round: each image is a function of the frame's number. */
export class Camera {
  exposure = 0.1;
  gain = 1;
  trigger = 'Internal';
  roi: readonly number[] = [0, 0, WIDTH, HEIGHT];
  readonly #clock: Clock;
  #begun: number | undefined;
  #frames = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isRunning(): boolean {
    return this.#begun !== undefined;
  }

  /** Frames taken so far. */
  get frames(): bigint {
    if (this.#begun === undefined) return this.#frames;
    return this.#frames + BigInt(Math.floor((this.#clock() - this.#begun) / (this.exposure * 1_000)));
  }

  start(): void {
    this.#begun ??= this.#clock();
  }

  stop(): void {
    this.#frames = this.frames;
    this.#begun = undefined;
  }

  /** Frames taken already stay taken. */
  setExposure(exposure: number): void {
    const { isRunning } = this;
    this.stop();
    this.exposure = exposure;
    if (isRunning) this.start();
  }

  snap(): bigint {
    this.stop();
    return ++this.#frames;
  }

  image(): Image<number> {
    const data = Array.from({ length: WIDTH * HEIGHT }, (_, at) => this.#pixel(at % WIDTH, Math.floor(at / WIDTH)));
    return { dim: { x: WIDTH, y: HEIGHT }, data };
  }

  /** The image's columns, each summed up. */
  profile(): Float64Array {
    const sums = new Float64Array(WIDTH);
    for (const [at, pixel] of Array.from(this.image().data).entries()) sums[at % WIDTH]! += pixel;
    return sums;
  }

  #pixel(x: number, y: number): number {
    const angle = (2 * Math.PI * Number(this.frames) * this.exposure * 1_000) / ROUND;
    const [dx, dy] = [x - WIDTH / 2 - 20 * Math.cos(angle), y - HEIGHT / 2 - 15 * Math.sin(angle)];
    return Math.min(0xffff, Math.round(1_000 * this.gain * Math.exp(-(dx * dx + dy * dy) / (2 * SPOT * SPOT))));
  }
}

export const cameraAttributes = {
  exposure: {
    type: 'DevDouble',
    unit: 's',
    minValue: 0.001,
    maxValue: 10,
    read: (camera) => camera.exposure,
    write: (camera, exposure) => camera.setExposure(exposure),
  },
  gain: {
    type: 'DevLong',
    minValue: 1,
    maxValue: 16,
    read: (camera) => camera.gain,
    write: (camera, gain) => void (camera.gain = gain),
  },
  trigger_mode: {
    type: 'DevEnum',
    enumLabels: ['Internal', 'External', 'Gate'],
    read: (camera) => camera.trigger,
    write: (camera, trigger) => void (camera.trigger = trigger),
  },
  roi: {
    type: 'DevLong',
    dataFormat: 'SPECTRUM',
    maxDimX: 4,
    description: 'Region of interest: left, top, width, height',
    unit: 'px',
    minValue: 0,
    read: (camera) => camera.roi,
    write: (camera, roi) => void (camera.roi = Array.from(roi)),
  },
  frame_number: { type: 'DevULong64', description: 'Frames taken', read: (camera) => camera.frames },
  image: {
    type: 'DevUShort',
    dataFormat: 'IMAGE',
    maxDimX: WIDTH,
    maxDimY: HEIGHT,
    description: 'The last frame',
    read: (camera) => camera.image(),
  },
  profile: {
    type: 'DevDouble',
    dataFormat: 'SPECTRUM',
    maxDimX: WIDTH,
    description: 'Sums of the columns of the last frame',
    read: (camera) => camera.profile(),
  },
  frame: {
    type: 'DevEncoded',
    description: 'The last frame as 8 bit of grey',
    read: (camera) => ({
      format: 'GRAY8',
      data: Uint8Array.from(camera.image().data, (pixel) => Math.min(255, pixel >> 2)),
    }),
  },
} as const satisfies Attributes<Camera>;

/** A detector with spectrum, image and encoded frames. */
export const camera: DeviceDeclaration<Camera> = {
  name: 'SimCamera',
  description: 'A simulated camera',
  model: ({ clock }) => new Camera(clock),
  state: ({ isRunning }) => (isRunning ? 'RUNNING' : 'STANDBY'),
  attributes: cameraAttributes,
  commands: {
    Start: { run: (detector) => detector.start() },
    Stop: { run: (detector) => detector.stop() },
    Snap: { out: 'DevULong64', outDescription: 'Number of the frame', run: (detector) => detector.snap() },
    Statistics: {
      out: 'DevVarDoubleStringArray',
      outDescription: 'Of the last frame, and what they are',
      run(detector) {
        const pixels = Array.from(detector.image().data);
        const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
        return {
          dvalue: Float64Array.of(Math.min(...pixels), Math.max(...pixels), mean),
          svalue: ['min', 'max', 'mean'],
        };
      },
    },
  },
};
