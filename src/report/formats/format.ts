import { githubText } from './github.ts';
import { gitlabText } from './gitlab.ts';
import { junitText } from './junit.ts';
import { markdownText } from './markdown.ts';
import type { NotedReport } from './note.ts';

/** What other programs than a shell show, by the name of the format. */
export const notedFormats: Readonly<
  Record<'github' | 'gitlab' | 'junit' | 'markdown', (reports: readonly NotedReport[]) => string>
> = {
  github: githubText,
  gitlab: gitlabText,
  junit: junitText,
  markdown: markdownText,
};

export type NotedFormat = keyof typeof notedFormats;
