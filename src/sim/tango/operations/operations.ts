import { attributeOperations } from './attribute-operations.ts';
import { commandOperations } from './command-operations.ts';
import { deviceOperations } from './device-operations.ts';
import { objectOperations } from './object-operations.ts';
import type { Operation } from './operation.ts';
import { pipeOperations } from './pipe-operations.ts';

/** What a device answers: IDL 5, and of IDL 6 what differs. The operations of older versions are not spoken. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  [objectOperations, deviceOperations, attributeOperations, commandOperations, pipeOperations].flatMap(
    Object.entries<Operation>,
  ),
);
