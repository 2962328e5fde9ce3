import { DevgenError } from '@devgen/runtime/contract';
import type { RenderedFile } from '../model/rendered.ts';
import { isUsualForm } from './usual-form.ts';

/** Parse errors shown of one file; the rest follow from the first ones. */
const SHOWN = 3;

/**
 * Parses rendered TypeScript, before anything of it is written: a template, the user's own or ours, may make of a
 * device what is no program. Rejects with `TEMPLATE.OUTPUT`, naming template, device and line.
 */
export async function verify(files: ReadonlyMap<string, RenderedFile>): Promise<void> {
  for (const [path, file] of files) {
    // In a comment or a text it would be legal, and the file is then binary to git, editors and people.
    const at = file.text.indexOf('\0');
    if (at >= 0) throw unreadable(path, file, `line ${file.text.slice(0, at).split('\n').length} has a null byte`);
  }
  for (const [path, file] of files) if (path.endsWith('.json')) verifyJson(path, file);
  const suspects = [...files].filter(([path, { text }]) => path.endsWith('.ts') && !isUsualForm(text));
  if (suspects.length === 0) return;
  // It takes longer to load than most runs take.
  const { ts } = await import('ts-morph');
  const options = { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  for (const [path, file] of suspects) {
    const parsed = ts.createSourceFile(path, file.text, options);
    const { parseDiagnostics = [] } = parsed as unknown as {
      parseDiagnostics?: readonly import('ts-morph').ts.DiagnosticWithLocation[];
    };
    if (parseDiagnostics.length === 0) continue;
    const problems = parseDiagnostics.slice(0, SHOWN).map(({ start, messageText }) => {
      const line = parsed.getLineAndCharacterOfPosition(start).line + 1;
      return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')} (${lineOf(file.text, line)})`;
    });
    throw unreadable(path, file, problems.join('; '));
  }
}

function verifyJson(path: string, file: RenderedFile): void {
  try {
    JSON.parse(file.text);
  } catch (error) {
    throw unreadable(path, file, error instanceof Error ? error.message : String(error));
  }
}

function unreadable(path: string, { template, subject, device }: RenderedFile, why: string): DevgenError {
  const example = device === undefined ? '' : ` (device ${device})`;
  return new DevgenError(
    `template ${template} made of ${subject}${example} a file ${path} that does not parse: ${why}`,
    {
      code: 'TEMPLATE.OUTPUT',
      source: template,
      device: device ?? subject,
      hint: 'Nothing was written. Correct the template: text from the wire is printed by str, doc or ident only.',
    },
  );
}

function lineOf(text: string, line: number): string {
  const content = text.split('\n')[line - 1]?.trim() ?? '';
  return content.length > 60 ? `${content.slice(0, 60)}…` : content;
}
