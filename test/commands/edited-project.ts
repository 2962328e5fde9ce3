import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { adopt } from '../../src/commands/actions/adopt.ts';
import { check } from '../../src/commands/actions/check.ts';
import { generate } from '../../src/commands/actions/generate.ts';
import type { AdoptData } from '../../src/report/adopt-text.ts';
import { OfflineProject } from './offline.ts';
import { only } from './only.ts';

/** The generated file that a person edits. */
export const FILE = 'devices/tango-test.ts';

/** A generated project in which a person edits {@link FILE}. */
export class EditedProject {
  readonly project: OfflineProject;

  private constructor(project: OfflineProject) {
    this.project = project;
  }

  static async create(): Promise<EditedProject> {
    const made = new EditedProject(await OfflineProject.create('tango-test'));
    await made.generate(false);
    return made;
  }

  get place(): { readonly config: undefined; readonly folder: string; readonly signal: AbortSignal } {
    return { config: undefined, folder: this.project.folder, signal: new AbortController().signal };
  }

  textOf(path: string = FILE): string {
    return readFileSync(join(this.project.folder, path), 'utf8');
  }

  /** Each text once, which must be there. */
  edit(...changes: readonly (readonly [from: string, to: string])[]): void {
    let text = this.textOf();
    for (const [from, to] of changes) {
      expect(text).toContain(from);
      text = text.replace(from, to);
    }
    writeFileSync(join(this.project.folder, FILE), text);
  }

  async generate(overwrite: boolean): Promise<void> {
    await generate({ ...this.place, overwrite, abandon: false });
  }

  async adopt(file: string = FILE): Promise<AdoptData> {
    return (await only(adopt({ ...this.place, file }))).data;
  }

  /** What check finds of the files. */
  async findings(): Promise<readonly unknown[]> {
    return (await only(check({ ...this.place, env: {}, live: false, onProgress: () => {} }))).data.files;
  }
}
