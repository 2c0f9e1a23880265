import type { Login } from './login.ts';

/** Under this name an entry of the history says how many steps of ours lie behind it. It says nothing else. */
const KEY = 'kazasuStep';

type Page = Pick<Window, 'history' | 'location' | 'addEventListener'>;

/**
 * Lets the back button go one step back inside a login. One entry for each step; none of them opens, sends or signs anything
 * again, because an entry holds a number and the login decides. Going forward leads nowhere. At the end all entries are left
 * behind, so that one more step back leaves the app.
 */
export class FlowHistory {
  readonly #page: Page;
  readonly #login: Login;
  /** The number in the entry that we are on, or are on the way to. */
  #position: number;
  /** How many of our own moves have not been answered by an event yet. */
  #moving = 0;

  constructor(page: Page, login: Login) {
    this.#page = page;
    this.#login = login;
    this.#position = stepIn(page.history.state) ?? 0;
    page.addEventListener('popstate', (event) => this.#popped(event.state));
    login.subscribe(() => this.#follow());
  }

  #popped(state: unknown): void {
    const step = stepIn(state);
    if (this.#moving > 0) {
      this.#moving -= 1;
      if (this.#moving > 0 || step === undefined) return;
      // Entries of other pages may have lain between: then there is some way left.
      this.#position = step;
    } else if (step === undefined) {
      this.#leftAtTheFoot();
      return;
    } else if (step > this.#position) {
      // Nothing lies ahead.
      this.#move(this.#position - step, this.#position);
      return;
    } else if (step < this.#position) {
      this.#position = step;
      this.#stepBack(step);
    }
    this.#follow();
  }

  #stepBack(step: number): void {
    for (let depth = this.#login.depth(); typeof depth !== 'number' || depth > step; ) {
      if (!this.#login.back()) return;
      depth = this.#login.depth();
    }
  }

  /** Back out of the first entry of a login into another page of this app: the login is still there, and asks. */
  #leftAtTheFoot(): void {
    const depth = this.#login.depth();
    if (this.#page.location.hash !== '' || depth === 'keep' || depth === 'none') return;
    this.#mark(0);
    this.#login.back();
    this.#follow();
  }

  /** Brings the history to where the login is. */
  #follow(): void {
    // Another page of the app is open; the login waits behind it.
    if (this.#page.location.hash !== '') return;
    const depth = this.#login.depth();
    if (depth === 'keep') return;
    const wanted = depth === 'some' ? Math.max(1, this.#position) : depth === 'none' ? 0 : depth;
    if (wanted < this.#position) {
      this.#move(wanted - this.#position, wanted);
      return;
    }
    const marked = this.#moving > 0 || stepIn(this.#page.history.state) !== undefined;
    if (!marked && depth !== 'none') this.#mark(this.#position);
    while (this.#position < wanted) {
      this.#position += 1;
      this.#page.history.pushState({ [KEY]: this.#position }, '');
    }
  }

  #mark(step: number): void {
    this.#position = step;
    this.#page.history.replaceState({ [KEY]: step }, '');
  }

  #move(by: number, to: number): void {
    this.#position = to;
    this.#moving += 1;
    this.#page.history.go(by);
  }
}

function stepIn(state: unknown): number | undefined {
  if (typeof state !== 'object' || state === null || !(KEY in state)) return undefined;
  const step = state[KEY];
  return typeof step === 'number' && Number.isSafeInteger(step) && step >= 0 && step < 20 ? step : undefined;
}
