import type { WriteForm } from '../fields/table-field.ts';
import type { TableWriter } from '../fields/table-writer.ts';
import type { Answer } from './answer.ts';

/** One of the two sets of commands: those with a star and those without. Each method may throw a refusal. */
export interface CommandSet {
  query(name: string): Answer;
  set(name: string, value: string): void;
  /** Takes the lines that follow `NAME<`. */
  writer(name: string, form: WriteForm): TableWriter;
}
