import type { Pkcs11Session } from 'pkcs11js';
import { KeyError } from '../key-error.ts';
import type { Passphrase } from '../passphrase.ts';
import { type Pkcs11, returnValueOf } from './library.ts';

export interface TokenPlace {
  /** Path of the PKCS#11 module. */
  readonly module: string;
  /** Label of the token. */
  readonly token: string;
  readonly pin: Passphrase;
}

/** What a piece of work finds: the module, and a session that is logged in. */
export interface OpenSession {
  readonly module: Pkcs11Session;
  readonly session: Buffer;
  /** Which opening this is: handles of an earlier one mean nothing any more. */
  readonly opening: number;
}

/**
 * One session, opened when it is needed and kept. More would not help: a signature holds the thread until it is done.
 * When the token refuses, everything is opened again and the work is tried once more, so that a token that was taken
 * out and put back, or whose module was started again, is found without a restart.
 */
export class TokenSession {
  readonly #library: Pkcs11;
  readonly #place: TokenPlace;
  #open: OpenSession | undefined;
  #openings = 0;

  constructor(library: Pkcs11, place: TokenPlace) {
    this.#library = library;
    this.#place = place;
  }

  /** Throws a KeyError (`key/token`); the next call begins anew. A KeyError of the work itself is not tried again. */
  use<T>(work: (open: OpenSession) => T): T {
    try {
      return this.#attempt(work);
    } catch (error) {
      if (error instanceof KeyError) throw error;
      // Closed by #attempt: the second attempt looks for the token from the beginning.
      return this.#lastAttempt(work);
    }
  }

  close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    // What is gone already cannot be ended: nobody minds.
    for (const end of [() => open.module.C_Finalize(), () => open.module.close()]) {
      try {
        end();
      } catch {}
    }
  }

  #lastAttempt<T>(work: (open: OpenSession) => T): T {
    try {
      return this.#attempt(work);
    } catch (error) {
      if (error instanceof KeyError) throw error;
      const why = returnValueOf(error);
      throw new KeyError('key/token', `the token ${this.#place.token} refuses (${why})`, error);
    }
  }

  #attempt<T>(work: (open: OpenSession) => T): T {
    try {
      this.#open ??= this.#start();
      return work(this.#open);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #start(): OpenSession {
    const module = new this.#library.PKCS11();
    try {
      module.load(this.#place.module);
    } catch (error) {
      throw new KeyError('key/token', `the PKCS#11 module ${this.#place.module} cannot be loaded`, error);
    }
    try {
      initialize(module);
      const { CKF_SERIAL_SESSION, CKF_RW_SESSION } = this.#library;
      const session = module.C_OpenSession(this.#slot(module), CKF_SERIAL_SESSION | CKF_RW_SESSION);
      this.#login(module, session);
      this.#openings += 1;
      return { module, session, opening: this.#openings };
    } catch (error) {
      module.close();
      throw error;
    }
  }

  #slot(module: Pkcs11Session): Buffer {
    const slots = module
      .C_GetSlotList(true)
      .filter((slot) => module.C_GetTokenInfo(slot).label.trim() === this.#place.token);
    const [slot, ...more] = slots;
    if (slot === undefined) {
      throw new KeyError(
        'key/token',
        `there is no token ${this.#place.token}: put it in, or check the label`,
      );
    }
    if (more.length > 0) throw new KeyError('key/token', `two tokens are called ${this.#place.token}`);
    return slot;
  }

  #login(module: Pkcs11Session, session: Buffer): void {
    try {
      module.C_Login(session, this.#library.CKU_USER, this.#place.pin.text);
    } catch (error) {
      const why = returnValueOf(error);
      if (why === 'CKR_USER_ALREADY_LOGGED_IN') return;
      // Never tried again: a token counts wrong PINs.
      const remedy = why === 'CKR_PIN_LOCKED' ? 'unlock it as its security officer' : 'check the PIN file';
      throw new KeyError('key/token', `the token ${this.#place.token} does not open (${why}): ${remedy}`);
    }
  }
}

/** Another user of the same module in this process may have been first. */
function initialize(module: Pkcs11Session): void {
  try {
    module.C_Initialize();
  } catch (error) {
    if (returnValueOf(error) !== 'CKR_CRYPTOKI_ALREADY_INITIALIZED') throw error;
  }
}
