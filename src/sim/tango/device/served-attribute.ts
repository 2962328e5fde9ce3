import {
  type AttributeConfig,
  type AttributeReply,
  type DevError,
  elementKindOf,
  tangoTypeName,
  type WrittenAttribute,
} from '@devgen/runtime/tango/codec';
import type { BoundAttribute } from './behaviour.ts';
import { DevFailed, devFailedOf } from './dev-failed.ts';
import { extentOf, neverSet, NO_DIM, valueOf } from './elements.ts';
import { checkLimits, type Excess, excessOf } from './limits.ts';
import { tangoText } from './text.ts';
import type { Extent } from './values.ts';

/** An attribute of a running device: its configuration, what it was set to, and its behaviour. */
export class ServedAttribute {
  readonly config: AttributeConfig;
  readonly #bound: BoundAttribute;
  readonly #origin: string;
  #set: Extent;

  constructor(bound: BoundAttribute, device: string) {
    this.config = bound.config;
    this.#bound = bound;
    this.#origin = `${device}/${bound.config.name}`;
    this.#set = neverSet(bound.config);
  }

  /** What it was set to last. */
  get set(): Extent {
    return this.#set;
  }

  get hasAlarm(): boolean {
    const { minAlarm, maxAlarm, minWarning, maxWarning } = this.config.alarm;
    return [minAlarm, maxAlarm, minWarning, maxWarning].some((level) => level !== 'Not specified');
  }

  /** What fails is in the reply. `partner` is the attribute whose set value a READ_WITH_WRITE one shows. */
  async read(partner: ServedAttribute | undefined, timeNs: bigint): Promise<AttributeReply> {
    try {
      return await this.#reply(partner, timeNs);
    } catch (error) {
      return failed(this.config.name, devFailedOf(error, this.#origin).errors);
    }
  }

  /** Which alarm level its value is beyond now. */
  async excess(): Promise<Excess | undefined> {
    try {
      const value = await this.#bound.read?.();
      return value === undefined ? undefined : excessOf(this.config, extentOf(this.config, value).elements);
    } catch {
      return undefined;
    }
  }

  /** What is to be written, when the attribute takes it; throws the DevFailed that says why not. */
  check(written: WrittenAttribute): Extent {
    const { name, dataType, writable } = this.config;
    if (writable !== 'WRITE' && writable !== 'READ_WRITE') {
      throw new DevFailed('API_AttrNotWritable', `${name} can only be read`, this.#origin);
    }
    if (written.value === undefined || written.kind !== elementKindOf(dataType)) {
      const type = tangoTypeName(dataType);
      throw new DevFailed('API_IncompatibleAttrDataType', `${name} takes values of type ${type}`, this.#origin);
    }
    const extent = { elements: written.value, dim: written.setDim };
    if (extent.elements.length !== extentLength(extent)) {
      throw new DevFailed('API_AttrIncorrectDataNumber', `${name}: not as many values as dimensions say`, this.#origin);
    }
    checkLimits(this.config, extent, this.#origin);
    return extent;
  }

  /** What {@link check} returned. */
  async write(extent: Extent, state: string): Promise<void> {
    const { name } = this.config;
    if (!this.#bound.isAllowed()) {
      throw new DevFailed('API_AttrNotAllowed', `${name} cannot be written in state ${state}`, this.#origin);
    }
    try {
      await this.#bound.write?.(valueOf(this.config, extent));
    } catch (error) {
      throw devFailedOf(error, this.#origin);
    }
    this.#set = extent;
  }

  async #reply(partner: ServedAttribute | undefined, timeNs: bigint): Promise<AttributeReply> {
    const { name, dataType, dataFormat, writable } = this.config;
    if (!this.#bound.isAllowed()) {
      throw new DevFailed('API_AttrNotAllowed', `${name} cannot be read now`, this.#origin);
    }
    const set = writable === 'READ_WRITE' ? this.#set : writable === 'READ_WITH_WRITE' ? partner?.set : undefined;
    const { elements, dim } = this.#bound.read === undefined ? this.#setValue() : await this.#value();
    const quality = this.#bound.quality() ?? excessOf(this.config, elements)?.quality ?? 'ATTR_VALID';
    const common = { name, dataType, dataFormat, quality, timeNs, errors: [] };
    if (quality === 'ATTR_INVALID') {
      return { ...common, value: undefined, dim: NO_DIM, setValue: undefined, setDim: NO_DIM };
    }
    const setDim = writable === 'WRITE' ? dim : (set?.dim ?? NO_DIM);
    return { ...common, value: elements, dim, setValue: set?.elements, setDim };
  }

  /** An image that nobody set has one column and no rows: nothing, where its set value beside a read one is an element. */
  #setValue(): Extent {
    const { elements, dim } = this.#set;
    const isNothing = this.config.dataFormat === 'IMAGE' && dim.y === 0;
    return isNothing ? { elements: elements.slice(0, 0) as Extent['elements'], dim } : this.#set;
  }

  async #value(): Promise<Extent> {
    const value = await this.#bound.read?.();
    if (value !== undefined) return extentOf(this.config, value);
    throw new DevFailed('API_AttrValueNotSet', `${this.config.name} has no value`, this.#origin);
  }
}

/** What a reply says of an attribute that has no value but an error. */
export function failed(name: string, errors: readonly DevError[]): AttributeReply {
  const none = { value: undefined, setValue: undefined, dim: NO_DIM, setDim: NO_DIM, timeNs: 0n };
  return { ...none, name: tangoText(name), dataType: 0, dataFormat: undefined, quality: 'ATTR_INVALID', errors };
}

/** A scalar or spectrum has no rows. */
function extentLength({ dim }: Extent): number {
  return dim.x * Math.max(1, dim.y);
}
