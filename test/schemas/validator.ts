import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
const compiled = new Map<string, ValidateFunction>();

/** Parses a `--json` answer and holds it against its published schema; returns it. */
export function validated(schema: string, text: string): Record<string, unknown> {
  let validate = compiled.get(schema);
  if (!validate) {
    const file = new URL(`../../schemas/output/${schema}.schema.json`, import.meta.url);
    validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
    compiled.set(schema, validate);
  }
  const answer: Record<string, unknown> = JSON.parse(text);
  if (!validate(answer)) throw new Error(`${schema}: ${ajv.errorsText(validate.errors)}\n${text}`);
  return answer;
}
