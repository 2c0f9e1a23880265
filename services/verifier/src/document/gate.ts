import { busy } from './busy.ts';

/** Octets up to which a document is small: where there is no room in common, it has a reserve that larger ones never take. */
export const SMALL_DOCUMENT = 256 * 1_024;

export interface GateOptions {
  /** Octets of all documents at once, but for the reserve; of one tenant at most half of them. */
  readonly most: number;
  /** Octets beside them for small documents alone; of one tenant at most an eighth of them. */
  readonly reserve: number;
}

/** The room of one document. */
export interface Admission {
  /** Takes room for so many more octets, or none; throws `capacity-exhausted` where there is not as much. */
  take(octets: number): void;
  /** Gives back all that was taken. Idempotent. */
  release(): void;
}

/** Octets of documents that this process holds at once, as they have arrived. */
export class DocumentGate {
  readonly #common: Room;
  readonly #reserve: Room;

  constructor({ most, reserve }: GateOptions) {
    this.#common = new Room(most, most / 2);
    this.#reserve = new Room(reserve, reserve / 8);
  }

  /** Of a document that does not say how long it is, so much of the beginning is small as a small document would be. */
  open(tenantId: string, length: number | undefined): Admission {
    const held = { common: 0, reserve: 0 };
    const isSmall = (octets: number) =>
      Math.max(length ?? 0, held.common + held.reserve + octets) <= SMALL_DOCUMENT;
    return {
      take: (octets) => {
        if (this.#common.take(tenantId, octets)) held.common += octets;
        else if (isSmall(octets) && this.#reserve.take(tenantId, octets)) held.reserve += octets;
        else throw busy();
      },
      release: () => {
        this.#common.give(tenantId, held.common);
        this.#reserve.give(tenantId, held.reserve);
        held.common = held.reserve = 0;
      },
    };
  }

  get held(): number {
    return this.#common.held + this.#reserve.held;
  }
}

/** Octets that are held, by tenant, within a bound for all and one for each. */
class Room {
  readonly #most: number;
  readonly #share: number;
  readonly #held = new Map<string, number>();

  constructor(most: number, share: number) {
    this.#most = most;
    this.#share = share;
  }

  /** False where there is not as much. */
  take(tenantId: string, octets: number): boolean {
    const own = this.#own(tenantId) + octets;
    if (this.held + octets > this.#most || own > this.#share) return false;
    this.#held.set(tenantId, own);
    return true;
  }

  give(tenantId: string, octets: number): void {
    const own = this.#own(tenantId) - octets;
    if (own > 0) this.#held.set(tenantId, own);
    else this.#held.delete(tenantId);
  }

  get held(): number {
    return [...this.#held.values()].reduce((sum, own) => sum + own, 0);
  }

  #own(tenantId: string): number {
    return this.#held.get(tenantId) ?? 0;
  }
}
