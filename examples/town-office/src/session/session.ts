import type { LoginSession, SignSession } from '@kazasu/rp';
import type { PreparedPdf } from '@kazasu/rp/documents';
import type { Application, Draft } from '../application/index.ts';
import type { Clock } from '../clock.ts';
import type { Decision } from '../decision/index.ts';
import type { Failure } from '../failure.ts';
import type { DrawnForm } from '../form/index.ts';
import { randomToken } from '../random.ts';

/** An application as it is signed, and what has to be remembered until the browser comes back. */
export interface Signing {
  readonly session: SignSession;
  readonly application: Application;
  readonly prepared: PreparedPdf;
}

/** A signed application, and what became of it. */
export interface Filed {
  readonly application: Application;
  readonly pdf: Uint8Array<ArrayBuffer>;
  /** What the provider said of the certificate. */
  readonly status: string;
  /** Under which the verifier is asked, again too. */
  readonly idempotencyKey: string;
  readonly decision: Decision;
}

export interface Session {
  readonly draft?: Partial<Draft> | undefined;
  readonly application?: Application | undefined;
  /** The application as a form, not signed yet. */
  readonly form?: DrawnForm | undefined;
  readonly login?: LoginSession | undefined;
  readonly signing?: Signing | undefined;
  readonly filed?: Filed | undefined;
  readonly failure?: Failure | undefined;
}

const LIFETIME_MS = 30 * 60_000;
/** Each may hold two files of some 60 KB. */
const MOST_SESSIONS = 2_000;

/** Sessions by the random name in the cookie. */
export class SessionMemory {
  readonly #clock: Clock;
  readonly #sessions = new Map<string, { readonly session: Session; readonly expiresAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  find(id: string | undefined): Session | undefined {
    const entry = id === undefined ? undefined : this.#sessions.get(id);
    return entry !== undefined && entry.expiresAt > this.#clock() ? entry.session : undefined;
  }

  /** Puts the session in the place of an old one under a new name, which it returns. */
  replace(oldId: string | undefined, session: Session): string {
    if (oldId !== undefined) this.#sessions.delete(oldId);
    this.#forgetExpired();
    const id = randomToken();
    this.#sessions.set(id, { session, expiresAt: this.#clock() + LIFETIME_MS });
    return id;
  }

  /** Puts the session in the place of an old one under the same name, or under a new one where there is none. */
  keep(id: string | undefined, session: Session): string {
    if (id === undefined || this.find(id) === undefined) return this.replace(id, session);
    this.#sessions.set(id, { session, expiresAt: this.#clock() + LIFETIME_MS });
    return id;
  }

  forget(id: string | undefined): void {
    if (id !== undefined) this.#sessions.delete(id);
  }

  /** The oldest stand first, so the walk ends at the first that lives and there is room. */
  #forgetExpired(): void {
    for (const [id, { expiresAt }] of this.#sessions) {
      if (expiresAt > this.#clock() && this.#sessions.size < MOST_SESSIONS) return;
      this.#sessions.delete(id);
    }
  }
}
