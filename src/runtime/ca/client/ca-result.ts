import type { BulkResult } from '../../core/support/bulk-get.ts';
import type { CaData } from '../codec/value/ca-data.ts';

/** What came of one of many. */
export type CaResult = BulkResult<CaData>;
