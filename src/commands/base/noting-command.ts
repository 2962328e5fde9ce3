import type { NotedReport } from '../../report/formats/note.ts';
import type { Places } from '../../report/formats/notes.ts';
import { DevgenCommand } from './devgen-command.ts';
import { interruption } from './interruption.ts';

/** An answer with the folder of the package that it is about. */
interface Located<D> {
  readonly data: D;
  /** Absolute. */
  readonly packageFolder: string;
}

/** A command whose findings a code server can show beside the lines that they are about. */
export abstract class NotingCommand extends DevgenCommand {
  /** The answer in a format of CI; `undefined` for the others. */
  protected async noted<D>(
    format: string,
    { data, packageFolder }: Located<D>,
    report: (data: D, places: Places) => NotedReport,
  ): Promise<string | undefined> {
    if (format === 'text' || format === 'json') return undefined;
    const [{ notedFormats }, { notePlaces }] = await Promise.all([
      import('../../report/formats/format.ts'),
      import('../actions/note-places.ts'),
    ]);
    const places = await notePlaces(packageFolder, process.cwd(), interruption.signal);
    return notedFormats[format as keyof typeof notedFormats](report(data, places));
  }
}
