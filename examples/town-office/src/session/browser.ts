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
  /** As this browser presented it, or was told. */
  #name: string | undefined;
  #entry: Entry | undefined;

  constructor(memory: SessionMemory, context: Context, secure: boolean) {
    this.#memory = memory;
    this.#context = context;
    this.#secure = secure;
    this.#name = readCookie(secure, context.req.header('cookie'));
    this.#entry = memory.find(this.#name);
  }

  /** As it is now, whatever other requests have done. Empty where nothing is remembered, or not under this name any more. */
  get session(): Session {
    return this.#known?.session ?? {};
  }

  /** What the browser brings, and would bring again: under a new name, and at once under no other. */
  remember(session: Session): void {
    this.#name = this.#memory.rename(this.#write(session));
    this.#tell(this.#name);
  }

  /**
   * Before the browser goes away to come back with something of the person's: under a new name, with which it comes back, and until
   * then under the one that it has, since the answer may be lost on its way.
   */
  sendAway(session: Session): void {
    const isKnown = this.#known !== undefined;
    const entry = this.#write(session);
    this.#tell(isKnown ? this.#memory.offer(entry) : entry.name);
  }

  /** From now on, under the name that it has. */
  keep(session: Session): void {
    this.#write(session);
    this.#tell(this.#name ?? '');
  }

  /** Why something did not succeed, for the page that says so. Of a browser that is not known nothing is kept for that. */
  note(failure: Failure, session = this.session): void {
    if (this.#known !== undefined) this.keep({ ...session, failure });
  }

  forget(): void {
    if (this.#known !== undefined) this.#memory.forget(this.#known);
    this.#entry = undefined;
    this.#tell('');
  }

  get #known(): Entry | undefined {
    const [name, entry] = [this.#name, this.#entry];
    return name !== undefined && entry !== undefined && this.#memory.leads(name, entry) ? entry : undefined;
  }

  #write(session: Session): Entry {
    const known = this.#known;
    const entry = this.#memory.write(known, session);
    if (entry === undefined) throw new HTTPException(503);
    if (entry !== known) this.#name = entry.name;
    this.#entry = entry;
    return entry;
  }

  #tell(name: string): void {
    this.#context.header('Set-Cookie', sessionCookie(this.#secure, name));
  }
}
