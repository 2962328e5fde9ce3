import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A database of test/peers/records, as text. */
export function records(name: string): string {
  return readFileSync(join(import.meta.dirname, 'records', name), 'utf8');
}

/** Access security: the group READONLY can be written by nobody. */
export const readOnlyGroup = `
ASG(DEFAULT) { RULE(1, READ) RULE(1, WRITE) }
ASG(READONLY) { RULE(1, READ) }
`;
