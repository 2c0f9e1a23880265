import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Failure } from '../failure.ts';
import { readCookie, sessionCookie } from './cookie.ts';
import type { Entry, SessionMemory } from './memory.ts';
import type { Session } from './session.ts';

/** The browser behind one request, with what is remembered of it. */
export class Browser {
  readonly #memory: SessionMemory;
  readonly #context: Context;
  readonly #secure: boolean;
  #entry: Entry | undefined;

  constructor(memory: SessionMemory, context: Context, secure: boolean) {
    this.#memory = memory;
    this.#context = context;
    this.#secure = secure;
    this.#entry = memory.find(readCookie(secure, context.req.header('cookie')));
  }

  /** As it is now, whatever other requests have done. Empty where nothing is remembered, or not any more. */
  get session(): Session {
    return this.#entry !== undefined && this.#memory.lives(this.#entry) ? this.#entry.session : {};
  }

  /** From now on, under a new name; under the one that the browser has too, until it has presented the new one. */
  remember(session: Session): void {
    this.#memory.rename(this.#write(session));
    this.#tell();
  }

  /** From now on, under the name that it has. */
  keep(session: Session): void {
    this.#write(session);
    this.#tell();
  }

  /** Why something did not succeed, for the page that says so. Of a browser that is not known nothing is kept for that. */
  note(failure: Failure, session = this.session): void {
    if (this.#entry !== undefined) this.keep({ ...session, failure });
  }

  forget(): void {
    if (this.#entry !== undefined) this.#memory.forget(this.#entry);
    this.#entry = undefined;
    this.#context.header('Set-Cookie', sessionCookie(this.#secure, ''));
  }

  #write(session: Session): Entry {
    const entry = this.#memory.write(this.#entry, session);
    if (entry === undefined) throw new HTTPException(503);
    this.#entry = entry;
    return entry;
  }

  #tell(): void {
    this.#context.header('Set-Cookie', sessionCookie(this.#secure, this.#entry?.name ?? ''));
  }
}
