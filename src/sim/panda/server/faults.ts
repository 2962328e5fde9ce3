/** What goes wrong with a reply of the control port. */
export type ReplyFault =
  /** Only so many bytes are sent, then the connection ends. */
  | { readonly cutAfter: number }
  /** This is sent in its place, whatever it is. */
  | { readonly instead: string };

/** What goes wrong next, once each. */
export class Faults {
  #reply: ReplyFault | undefined;
  #dataCut: number | undefined;

  /** Spoils the next reply of the control port, whoever asks. */
  nextReply(fault: ReplyFault): void {
    this.#reply = fault;
  }

  /** Ends the next data connection that gets sample data after so many bytes of it. */
  cutData(afterBytes: number): void {
    this.#dataCut = afterBytes;
  }

  reply(text: string): { readonly text: string; readonly isLast: boolean } {
    const fault = this.#reply;
    this.#reply = undefined;
    if (fault === undefined) return { text, isLast: false };
    if ('instead' in fault) return { text: fault.instead, isLast: false };
    return { text: text.slice(0, fault.cutAfter), isLast: true };
  }

  /** How many bytes of these data to send; fewer than all end the connection. */
  data(bytes: number): number {
    if (this.#dataCut === undefined) return bytes;
    if (bytes < this.#dataCut) {
      this.#dataCut -= bytes;
      return bytes;
    }
    const left = this.#dataCut;
    this.#dataCut = undefined;
    return left;
  }
}
