import type { NotedReport } from '../../report/formats/note.ts';
import type { Places } from '../../report/formats/notes.ts';
import type { Outcomes } from '../../report/outcome.ts';
import { DevgenCommand } from './devgen-command.ts';
import { interruption } from './interruption.ts';

/** A command whose findings a code server can show beside the lines that they are about. */
export abstract class NotingCommand extends DevgenCommand {
  /** The answer in a format of CI; `undefined` for the others. */
  protected async noted<D extends object>(
    format: string,
    { all }: Outcomes<D>,
    report: (data: D, places: Places) => NotedReport,
  ): Promise<string | undefined> {
    if (format === 'text' || format === 'json') return undefined;
    const [{ notedFormats }, { notePlaces }] = await Promise.all([
      import('../../report/formats/format.ts'),
      import('../actions/note-places.ts'),
    ]);
    const reports: NotedReport[] = [];
    for (const { data, packageFolder } of all)
      reports.push(report(data, await notePlaces(packageFolder, process.cwd(), interruption.signal)));
    return notedFormats[format as keyof typeof notedFormats](reports);
  }
}
