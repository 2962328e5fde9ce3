import type { Facility } from '../facility/facility.ts';
import { ImagePv } from '../pva/image.ts';
import { PviPv } from '../pva/pvi.ts';
import { IocRecord } from '../record/ioc-record.ts';
import { recordType } from '../record/record-types.ts';
import { both, pair, type Pair, reading } from './pairs.ts';

const WIDTH = 64;
const HEIGHT = 48;
const SINGLE = 0;
const CONTINUOUS = 2;

const STATES = {
  ZRST: 'Idle',
  ONST: 'Acquire',
  TWST: 'Readout',
  THST: 'Correct',
  FRST: 'Saving',
  FVST: 'Aborting',
  SXST: 'Error',
  SVST: 'Waiting',
  EIST: 'Initializing',
  NIST: 'Disconnected',
  TEST: 'Aborted',
};
const TYPES = { ZRST: 'Int8', ONST: 'UInt8', TWST: 'Int16', THST: 'UInt16' };

/** A small areaDetector: what its driver's database has for every camera, and the image by PV Access. */
export class Camera {
  readonly #facility: Facility;
  readonly #prefix: string;
  readonly #image = new ImagePv();
  readonly #acquire: Pair;
  readonly #counter: Pair;
  readonly #state: IocRecord;
  readonly #uniqueId: IocRecord;
  readonly #acquireTime: Pair;
  readonly #acquirePeriod: Pair;
  readonly #numImages: Pair;
  readonly #imageMode: Pair;
  readonly #gain: Pair;
  #finish: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #left = 0;

  constructor(facility: Facility, prefix: string) {
    this.#facility = facility;
    this.#prefix = prefix;
    const name = (part: string): string => `${prefix}${part}`;
    const seconds = { EGU: 's', PREC: 3, DRVL: 0.001, DRVH: 60 };
    this.#acquireTime = pair('ao', name('AcquireTime'), { VAL: 0.05, DESC: 'Exposure', ...seconds });
    this.#acquirePeriod = pair('ao', name('AcquirePeriod'), { VAL: 0.1, DESC: 'From frame to frame', ...seconds });
    this.#numImages = pair('longout', name('NumImages'), { VAL: 1, DESC: 'Frames of a run' });
    this.#imageMode = pair('mbbo', name('ImageMode'), {
      VAL: 0,
      DESC: 'How many frames',
      ZRST: 'Single',
      ONST: 'Multiple',
      TWST: 'Continuous',
    });
    this.#gain = pair('ao', name('Gain'), { VAL: 1, DESC: 'Of the amplifier', PREC: 2, DRVL: 0, DRVH: 10 });
    this.#counter = pair('longout', name('ArrayCounter'), { VAL: 0, DESC: 'Frames since it was set' });
    this.#acquire = pair('busy', name('Acquire'), { VAL: 0, ZNAM: 'Done', ONAM: 'Acquire' }, (value) =>
      value === 0 ? this.close() : this.#begin(),
    );
    this.#state = reading('mbbi', name('DetectorState_RBV'), { VAL: 0, DESC: 'What it does', ...STATES });
    this.#uniqueId = reading('longin', name('UniqueId_RBV'), { VAL: 0 });
  }

  /** Adds its records, its image and its node of the tree. */
  serve(): void {
    const facility = this.#facility;
    const name = (part: string): string => `${this.#prefix}${part}`;
    const settings = [this.#acquire, this.#acquireTime, this.#acquirePeriod, this.#numImages, this.#imageMode];
    facility.add(
      ...[...settings, this.#gain, this.#counter].flatMap(both),
      this.#state,
      this.#uniqueId,
      new IocRecord(recordType('bo'), name('WaitForPlugins'), { VAL: 0, ZNAM: 'No', ONAM: 'Yes' }),
      new IocRecord(recordType('stringout'), name('NDAttributesFile'), { VAL: '' }),
      reading('mbbi', name('ColorMode_RBV'), { VAL: 0, ZRST: 'Mono', ONST: 'Bayer', TWST: 'RGB1' }),
      reading('mbbi', name('DataType_RBV'), { VAL: 1, ...TYPES }),
      ...Object.entries(NUMBERS).map(([part, VAL]) => reading('longin', name(`${part}_RBV`), { VAL })),
      ...Object.entries(TEXTS).map(([part, VAL]) => reading('stringin', name(`${part}_RBV`), { VAL })),
    );
    facility.addStructure(name('Image'), this.#image);
    facility.addStructure(
      name('PVI'),
      new PviPv('A camera', {
        acquire: { r: name('Acquire_RBV'), w: name('Acquire') },
        acquire_time: { r: name('AcquireTime_RBV'), w: name('AcquireTime') },
        num_images: { r: name('NumImages_RBV'), w: name('NumImages') },
        image_mode: { r: name('ImageMode_RBV'), w: name('ImageMode') },
        gain: { r: name('Gain_RBV'), w: name('Gain') },
        array_counter: { r: name('ArrayCounter_RBV'), w: name('ArrayCounter') },
        detector_state: { r: name('DetectorState_RBV') },
        model: { r: name('Model_RBV') },
        image: { r: name('Image') },
      }),
    );
    facility.onClose(() => this.close());
  }

  /** Ends the run. */
  close(): void {
    clearTimeout(this.#timer);
    this.#acquire.shown.post({ VAL: 0 });
    this.#state.post({ VAL: 0 });
    this.#finish?.();
    this.#finish = undefined;
  }

  /** Resolves with the last frame. */
  #begin(): Promise<void> {
    this.close();
    const mode = this.#imageMode.set.number('VAL');
    this.#left = mode === SINGLE ? 1 : mode === CONTINUOUS ? Infinity : this.#numImages.set.number('VAL');
    this.#acquire.shown.post({ VAL: 1 });
    this.#state.post({ VAL: 'Acquire' });
    this.#expose();
    return new Promise((resolve) => (this.#finish = resolve));
  }

  #expose(): void {
    this.#timer = setTimeout(() => this.#frame(), 1000 * this.#acquireTime.set.number('VAL'));
  }

  #frame(): void {
    const count = this.#counter.set.number('VAL') + 1;
    const uniqueId = this.#uniqueId.number('VAL') + 1;
    this.#image.show({ pixels: spot(uniqueId), width: WIDTH, height: HEIGHT, uniqueId });
    this.#uniqueId.post({ VAL: uniqueId });
    this.#counter.set.post({ VAL: count });
    this.#counter.shown.post({ VAL: count });
    this.#left -= 1;
    if (this.#left > 0) return this.#expose();
    this.#acquire.set.post({ VAL: 0 });
    this.close();
  }
}

const NUMBERS = {
  ArraySizeX: WIDTH,
  ArraySizeY: HEIGHT,
  ArraySizeZ: 0,
  ArraySize0: WIDTH,
  ArraySize1: HEIGHT,
  ArraySize2: 0,
};
const TEXTS = {
  PortName: 'SIM',
  Manufacturer: 'devgen',
  Model: 'Simulated camera',
  SerialNumber: '1',
  SDKVersion: '1',
  FirmwareVersion: '1',
  DriverVersion: '1',
  ADCoreVersion: '3.12',
};

/** A spot that wanders from frame to frame. */
function spot(frame: number): Uint8Array {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  const [x, y] = [(WIDTH / 2) * (1 + Math.sin(frame / 7) / 2), (HEIGHT / 2) * (1 + Math.cos(frame / 5) / 2)];
  for (let at = 0; at < pixels.length; at++) {
    const distance = ((at % WIDTH) - x) ** 2 + (Math.floor(at / WIDTH) - y) ** 2;
    pixels[at] = Math.round(255 * Math.exp(-distance / 60));
  }
  return pixels;
}
