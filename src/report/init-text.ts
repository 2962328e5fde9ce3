import { linked, type Paint } from './style.ts';

export interface InitData {
  readonly config: string;
  readonly written: readonly string[];
  readonly sources: readonly { readonly name: string; readonly kind: string; readonly address: string }[];
  readonly output: { readonly dir: string; readonly package: string };
}

export function initText(data: InitData, paint: Paint): string {
  const lines = data.written.map((file) => `${paint('green', '+')} ${linked(paint, file, file)}`);
  lines.push(
    `${paint('cyan', '→')} ${paint('bold', 'devgen pull')} makes ${data.output.package} in ${data.output.dir}`,
  );
  return lines.join('\n');
}
