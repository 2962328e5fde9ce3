export interface CompletionData {
  readonly shell: 'bash' | 'zsh' | 'fish';
  /** For the shell to run. */
  readonly script: string;
}

export function completionText({ script }: CompletionData): string {
  return script.trimEnd();
}
