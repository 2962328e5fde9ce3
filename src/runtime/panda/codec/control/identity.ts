/** What `*IDN?` tells. */
export interface Identity {
  /** As the box says it, whole. */
  readonly text: string;
  /** Version of the server: `4.1`. */
  readonly software: string | undefined;
  /** Version of the FPGA: `4.1.0`. */
  readonly firmware: string | undefined;
}

/** `PandA SW: 4.1 FPGA: 4.1.0 00000000 00000000 rootfs: …` */
export function parseIdentity(text: string): Identity {
  return {
    text,
    software: /\bSW: (\S+)/.exec(text)?.[1],
    firmware: /\bFPGA: (\S+)/.exec(text)?.[1],
  };
}
