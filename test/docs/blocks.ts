import { readFileSync } from 'node:fs';

/** A fenced block of a Markdown page. */
export interface Block {
  readonly language: string;
  /** From `title=…` in the fence: the file that the block is. */
  readonly title: string | undefined;
  /** From `exit=…` in the fence of a shell block: how its last command ends; 0 by default. */
  readonly exit: number;
  readonly text: string;
  readonly line: number;
}

const fence = /^```(\S+)?(?:\s+title=(\S+))?(?:\s+exit=(\d+))?\s*$/;

export function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let open: (Omit<Block, 'text'> & { readonly lines: string[] }) | undefined;
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    const match = fence.exec(line);
    if (open !== undefined && line === '```') {
      const { lines, ...block } = open;
      blocks.push({ ...block, text: `${lines.join('\n')}\n` });
      open = undefined;
    } else if (open !== undefined) open.lines.push(line);
    else if (match) {
      if (match[1] === undefined) throw new Error(`${file}:${index + 1}: a block without a language`);
      open = { language: match[1], title: match[2], exit: Number(match[3] ?? 0), line: index + 1, lines: [] };
    }
  }
  if (open !== undefined) throw new Error(`${file}:${open.line}: a block without an end`);
  return blocks;
}

/** Whether each line of `shown` occurs in `output`, in order; `…` stands for any text. */
export function occursIn(shown: string, output: string): string | undefined {
  const rest = output.split('\n');
  for (const line of shown.split('\n').filter((text) => text.trim() !== '' && text.trim() !== '…')) {
    const pattern = new RegExp(`^\\s*${line.trim().split('…').map(escape).join('.*')}\\s*$`);
    const found = rest.findIndex((text) => pattern.test(text));
    if (found < 0) return line;
    rest.splice(0, found + 1);
  }
  return undefined;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
