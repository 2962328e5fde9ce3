import type { Variables } from '../../core/support/variables.ts';

export interface CaClientOptions {
  /** `EPICS_CA_*`, in place of this process's environment variables. */
  readonly environment?: Variables;
  /** Name that access security decides upon; the user of this process by default. */
  readonly user?: string;
  /** Milliseconds in which a server must accept a connection and say something; 5 000 by default. */
  readonly connectTimeout?: number;
  /** Bytes that one value may have; 256 MiB by default, or as `EPICS_CA_MAX_ARRAY_BYTES` says where that counts. */
  readonly maxValue?: number;
}
