import { asDevgenError } from '../../core/contract/errors.ts';
import type { Backend, Io } from '../../core/contract/seam.ts';

type Put = readonly [Backend, unknown];

/** In the order given, but for units, which go before the values that they scale. One refusal spoils no other. */
export async function putUnitsFirst(
  of: readonly Put[],
  sourceOf: (backend: Backend) => string,
  io: Io,
): Promise<readonly (Error | undefined)[]> {
  const isUnits = ([backend]: Put): boolean => sourceOf(backend).endsWith('.UNITS');
  const results = new Map<Put, Error | undefined>();
  for (const some of [of.filter(isUnits), of.filter((each) => !isUnits(each))]) {
    await Promise.all(
      some.map(async (each) => {
        const [backend, value] = each;
        const failed = await backend.put(value, io).then(
          () => undefined,
          (error: unknown) => asDevgenError(error, { code: 'CALL.FAILED', source: backend.source }),
        );
        results.set(each, failed);
      }),
    );
  }
  return of.map((each) => results.get(each));
}
