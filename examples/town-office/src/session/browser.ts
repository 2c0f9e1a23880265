import type { Context } from 'hono';
import { readCookie, sessionCookie } from './cookie.ts';
import type { Session, SessionMemory } from './session.ts';

/** The browser behind one request, with what is remembered of it. */
export class Browser {
  readonly #memory: SessionMemory;
  readonly #context: Context;
  readonly #secure: boolean;
  #id: string | undefined;

  constructor(memory: SessionMemory, context: Context, secure: boolean) {
    this.#memory = memory;
    this.#context = context;
    this.#secure = secure;
    this.#id = readCookie(secure, context.req.header('cookie'));
  }

  /** Empty where nothing is remembered, or not any more. */
  get session(): Session {
    return this.#memory.find(this.#id) ?? {};
  }

  /** From now on, under a new name. */
  remember(session: Session): void {
    this.#id = this.#memory.replace(this.#id, session);
    this.#context.header('Set-Cookie', sessionCookie(this.#secure, this.#id));
  }

  /** From now on, under the name that it has: a button that was pressed twice loses nothing. */
  keep(session: Session): void {
    this.#id = this.#memory.keep(this.#id, session);
    this.#context.header('Set-Cookie', sessionCookie(this.#secure, this.#id));
  }

  forget(): void {
    this.#memory.forget(this.#id);
    this.#id = undefined;
    this.#context.header('Set-Cookie', sessionCookie(this.#secure, ''));
  }
}
