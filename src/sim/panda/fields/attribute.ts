import { FIRST_CHANGE } from '../state/change-log.ts';

/** What a kind of field says of one of its attributes; instances count from 0. */
export interface AttributeShape {
  readonly name: string;
  readonly description: string;
  readonly get?: (instance: number) => string;
  readonly list?: (instance: number) => readonly string[];
  readonly put?: (instance: number, text: string) => void;
  readonly labels?: () => readonly string[];
  /** Whether `*CHANGES` reports it. */
  readonly isTracked?: true;
}

export class Attribute {
  readonly shape: AttributeShape;
  readonly updated: number[];

  constructor(shape: AttributeShape, instances: number) {
    this.shape = shape;
    this.updated = Array.from({ length: instances }, () => FIRST_CHANGE);
  }
}
