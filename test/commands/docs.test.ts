import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/read-config.ts';
import { exitCodes } from '../../src/report/exit-code.ts';
import { validated } from '../schemas/validator.ts';

const page = (name: string): Promise<string> =>
  readFile(new URL(`../../docs/reference/${name}.md`, import.meta.url), 'utf8');

function block(text: string, language: string): string {
  return new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';
}

describe('the reference', () => {
  it('has the table of exit codes', async () => {
    const rows = [...(await page('cli')).matchAll(/^\| ([\d, ]+) \| /gm)].flatMap((match) =>
      (match[1] ?? '').split(',').map(Number),
    );
    expect(rows).toEqual(Object.values(exitCodes));
  });

  it('shows a failure that its schema accepts', async () => {
    expect(validated('error', block(await page('cli'), 'json'))['code']).toBe('CONFIG.NOT_FOUND');
  });

  it('shows a config that is accepted, and names every key', async () => {
    const text = await page('config');
    const config = await parseConfig(block(text, 'yaml'), 'devgen.yaml');
    expect(config.sources.map((source) => source.name)).toEqual(['machine', 'bench', 'panda']);
    const schema: unknown = JSON.parse(
      await readFile(new URL('../../schemas/config.schema.json', import.meta.url), 'utf8'),
    );
    const rows = text
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .join('\n');
    // Each of its keys has a row.
    expect(keysOf(schema).filter((key) => !rows.includes(`${key}\``))).toEqual(['limits']);
  });
});

/** The names of all properties in a schema. */
function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value as object) : []),
    ...keysOf(value),
  ]);
}
