import { Ajv2020 } from 'ajv/dist/2020.js';
import * as prettier from 'prettier';
import { runPython } from '../../peers/python.ts';

/** A command as the runner of GitHub's workflows takes it from a line: the first `::` after the head ends it. */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

export function readCommand(line: string): WorkflowCommand | undefined {
  const text = line.trimStart();
  const end = text.indexOf('::', 2);
  if (!text.startsWith('::') || end < 0) return undefined;
  const head = text.slice(2, end);
  const space = head.indexOf(' ');
  const command = space < 0 ? head : head.slice(0, space);
  const listed = space < 0 ? [] : head.slice(space + 1).split(',');
  const properties = listed.map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [
      pair.slice(0, at),
      unescaped(
        pair
          .slice(at + 1)
          .replaceAll('%3A', ':')
          .replaceAll('%2C', ','),
      ),
    ];
  });
  return { command, properties: Object.fromEntries(properties), data: unescaped(text.slice(end + 2)) };
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** The fields that GitLab's page on code quality asks a tool of one's own for. */
const issues = new Ajv2020({ strict: true }).compile<readonly Issue[]>({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{32,64}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./|/)' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
});

export interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

export function readIssues(text: string): readonly Issue[] {
  const found: unknown = JSON.parse(text);
  if (!issues(found)) throw new Error(JSON.stringify(issues.errors));
  return found;
}

/** A test case as a reader of JUnit's reports has it. */
export interface Case {
  readonly name: string;
  readonly file: string | null;
  readonly line: string | null;
  readonly result: string | null;
  readonly message: string | null;
  readonly text: string | null;
}

/** Reads the report with Python's expat; the sums of its head are held against its cases. */
export async function readJunit(text: string): Promise<readonly Case[]> {
  const script = `
import json, sys, xml.etree.ElementTree as tree
suites = tree.fromstring(sys.argv[1].encode())
assert suites.tag == 'testsuites'
cases = list(suites.iter('testcase'))
for suite in [suites, *suites]:
    assert int(suite.get('tests')) == len(cases)
    assert int(suite.get('failures')) == len(list(suites.iter('failure')))
    assert int(suite.get('skipped')) == len(list(suites.iter('skipped')))
print(json.dumps([{
    'name': each.get('name'), 'file': each.get('file'), 'line': each.get('line'),
    'result': each[0].tag if len(each) else None, 'message': each[0].get('message') if len(each) else None,
    'text': each[0].text if len(each) else None,
} for each in cases]))`;
  return JSON.parse(await runPython(undefined, script, { args: [text] })) as readonly Case[];
}

interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
}

/** Every node of a Markdown text, as remark reads it. */
export async function readMarkdown(text: string): Promise<readonly MarkdownNode[]> {
  // It has no other way to its parser, and no types for this one.
  const { __debug: debug } = prettier as unknown as {
    readonly __debug: { parse(text: string, options: object): Promise<{ readonly ast: MarkdownNode }> };
  };
  const { ast } = await debug.parse(text, { parser: 'markdown' });
  const all = (node: MarkdownNode): readonly MarkdownNode[] => [node, ...(node.children ?? []).flatMap(all)];
  return all(ast);
}

/** The rows of its tables, the heads left out: the text of every cell. */
export function tableRows(nodes: readonly MarkdownNode[]): readonly (readonly string[])[] {
  const tables = nodes.filter(({ type }) => type === 'table');
  return tables.flatMap(({ children = [] }) => children.slice(1).map((row) => (row.children ?? []).map(textOf)));
}

function textOf({ type, value, children = [] }: MarkdownNode): string {
  return type === 'text' ? (value ?? '') : children.map(textOf).join('');
}
