/**
 * Octets that come in pieces and are wanted as one. Grows by doubling, so that each octet is copied a few times at most however
 * small the pieces are.
 */
export class Gathered {
  #room = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What is there, until something is added or it is cleared. */
  get octets(): Uint8Array {
    return this.#room.subarray(0, this.#length);
  }

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#room.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#room.length));
      larger.set(this.octets);
      this.#room = larger;
    }
    this.#room.set(piece, this.#length);
    this.#length = length;
  }

  clear(): void {
    this.#length = 0;
  }
}
