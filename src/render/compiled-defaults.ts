import type { TemplateSpec } from './compile-templates.ts';

/**
 * The default templates as they were compiled for a build, each with the text that it was compiled of. In the sources
 * there are none: then they are compiled as a user's are.
 */
export const compiledDefaults: Readonly<Record<string, { readonly text: string; readonly spec: TemplateSpec }>> = {};
