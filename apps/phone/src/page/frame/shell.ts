import type { Clock } from '@kazasu/server/clock';
import type { Account } from '../account/index.ts';
import type { SetUp } from '../first-use/index.ts';
import type { Login } from '../login/index.ts';
import type { Connection, Updates } from '../offline/index.ts';
import type { Router } from '../router/index.ts';

type OpenCode = string | 'invalid';

/** `mark`: of the account that it waits for, where that is known (account.ts). */
export interface LinkToOpen {
  readonly code: OpenCode;
  readonly mark?: string | undefined;
}

/** What outlives the lock and a reload: the code of the link that is to be opened, which works once and not for long. */
export interface WaitingLink {
  read(): LinkToOpen | undefined;
  write(link: LinkToOpen): void;
  clear(): void;
}

export interface ShellParts {
  readonly account: Account;
  readonly login: Login;
  readonly router: Router;
  readonly setUp: SetUp;
  readonly clock: Clock;
  readonly updates: Updates;
  readonly connection: Connection;
  readonly waiting: WaitingLink;
  /** Whether an earlier page of this tab has left a login that can be gone on with. */
  readonly hasLogin: () => boolean;
}

/**
 * Brings together what the app consists of: a link waits until the app is open, a login is gone on with after the lock, and
 * locking takes what was typed. Decides nothing within a login.
 */
export class Shell {
  readonly account: Account;
  readonly login: Login;
  readonly router: Router;
  readonly setUp: SetUp;
  readonly clock: Clock;
  readonly updates: Updates;
  readonly connection: Connection;
  readonly #waiting: WaitingLink;
  readonly #hasLogin: () => boolean;
  #open = false;
  /** The code of the link that the login was last given. */
  #given: OpenCode | undefined;

  constructor({ account, login, router, setUp, clock, updates, connection, waiting, hasLogin }: ShellParts) {
    this.account = account;
    this.login = login;
    this.router = router;
    this.setUp = setUp;
    this.clock = clock;
    this.updates = updates;
    this.connection = connection;
    this.#waiting = waiting;
    this.#hasLogin = hasLogin;
  }

  /** Once, with the code that the address held. */
  start(code: OpenCode | undefined): void {
    if (code !== undefined) this.#waiting.write({ code });
    this.account.subscribe(() => {
      if (this.account.state().at === 'new') this.#forsake();
      this.#follow();
    });
    this.login.subscribe(() => {
      this.#toLogin();
      this.#dropUsed();
    });
    this.#follow();
  }

  /** A link was opened while this tab was here already, or was scanned or pasted here. */
  readonly openLink = (code: OpenCode): void => {
    this.#waiting.write({ code });
    this.router.replace({ at: 'home' });
    if (this.#open) this.#goOn();
  };

  /** A link, or a login that is under way, waits behind the lock or the set-up. */
  isAwaited(): boolean {
    return this.#waiting.read() !== undefined || this.#hasLogin();
  }

  #follow(): void {
    const { at } = this.account.state();
    const open = at === 'open' || at === 'without';
    if (open === this.#open) return;
    this.#open = open;
    if (open) {
      if (this.router.current().at === 'set-up') this.router.replace({ at: 'home' });
      this.#goOn();
    } else this.login.forget();
  }

  /** The app begins anew, and nobody has shown that what waits behind its lock is theirs: it ends. */
  #forsake(): void {
    this.#waiting.clear();
    void this.login.abandon();
  }

  /** With the link that waits, unless it waits for another account; with a login, if it is theirs, which the login knows. */
  #goOn(): void {
    const link = this.#waiting.read();
    const isTheirs = link?.mark === undefined || this.account.has(link.mark);
    const code = isTheirs ? link?.code : undefined;
    if (code === undefined) this.#waiting.clear();
    else this.#waiting.write({ code, mark: this.account.mark() });
    this.#given = undefined;
    if (code !== undefined || this.#hasLogin()) void this.login.start(code);
    else this.login.leave();
    this.#given = code;
  }

  /** A link waits until its code is used up or of no use: the lock, a reload or a network that is gone may come first. */
  #dropUsed(): void {
    if (this.#given === undefined || this.login.unusedCode() === this.#given) return;
    if (this.#waiting.read()?.code === this.#given) this.#waiting.clear();
    this.#given = undefined;
  }

  /** The page goes away, or is kept for the back button: it holds no PIN and no open account. */
  leave(): void {
    this.login.forget();
    this.setUp.forget();
    this.account.lock();
  }

  /** A login is shown where the start page would be. */
  #toLogin(): void {
    const { at } = this.login.screen();
    if (at !== 'home' && this.router.current().at === 'scan') this.router.replace({ at: 'home' });
  }
}
