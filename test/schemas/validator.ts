import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
const folder = new URL('../../schemas/output/', import.meta.url);
for (const file of readdirSync(folder)) ajv.addSchema(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file);

/** Parses a `--json` answer and holds it against its published schema; returns it. */
export function validated(schema: string, text: string): Record<string, unknown> {
  const validate = ajv.getSchema(`${schema}.schema.json`);
  if (!validate) throw new Error(`There is no schema ${schema}`);
  const answer: Record<string, unknown> = JSON.parse(text);
  if (!validate(answer)) throw new Error(`${schema}: ${ajv.errorsText(validate.errors)}\n${text}`);
  return answer;
}
