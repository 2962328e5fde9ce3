/** Limits of the connection to one server; times in milliseconds. */
export interface CircuitOptions {
  /** To connect; 2 000 by default. */
  readonly connectTimeout?: number;
  /** In which a server that accepted must send its first byte, once it was asked something; 3 000 by default. */
  readonly firstReplyTimeout?: number;
  /** For which a host that did not answer is not tried again: calls fail at once with the same reason; 5 000 by default. */
  readonly retryAfter?: number;
  /** Requests that await a reply; the others queue; 256 by default. */
  readonly maxInFlight?: number;
  /** Quiet for this long while requests wait, the server is asked whether it is there; 500 by default. */
  readonly probeAfter?: number;
}

export const DEFAULTS: Required<CircuitOptions> = {
  connectTimeout: 2_000,
  firstReplyTimeout: 3_000,
  retryAfter: 5_000,
  maxInFlight: 256,
  probeAfter: 500,
};

/** A connection closed sooner than this is not made again for its own sake. */
export const SHORT_LIVED = 1_000;
/** Times that a request is sent again because the server closed the connection without looking at it. */
export const MAX_REISSUES = 2;
