/** An axis that travels with constant velocity: where it is, is a function of the last move and the time. */
export class Motion {
  #from = 0;
  #to = 0;
  /** Milliseconds since 1970. */
  #begun = 0;
  #velocity: number;

  constructor(velocity: number) {
    this.#velocity = velocity;
  }

  get target(): number {
    return this.#to;
  }

  get position(): number {
    const travelled = (this.#velocity * Math.max(0, Date.now() - this.#begun)) / 1_000;
    const way = this.#to - this.#from;
    return travelled >= Math.abs(way) ? this.#to : this.#from + Math.sign(way) * travelled;
  }

  get isMoving(): boolean {
    return this.position !== this.#to;
  }

  moveTo(target: number): void {
    this.#begin(this.position, target);
  }

  stop(): void {
    this.moveTo(this.position);
  }

  /** What is left of a move is travelled with the new velocity. */
  setVelocity(velocity: number): void {
    this.#begin(this.position, this.#to);
    this.#velocity = velocity;
  }

  /** Where it is now is called so from now on. */
  define(position: number): void {
    this.#begin(position, position);
  }

  #begin(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
    this.#begun = Date.now();
  }
}
