import { Observed } from '../observed.ts';

/**
 * Whether there is a connection. What a browser says of it is only half of it: it is content with any network at all. So the app's
 * own server is asked too, when the page begins and whenever something has changed.
 */
export interface Connection {
  readonly there: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks the server again. */
  check(): Promise<void>;
}

type Page = Pick<Window, 'navigator' | 'addEventListener'>;

/** `ask` rejects when the server does not answer. */
export function watchConnection(page: Page, ask: () => Promise<unknown>): Connection {
  const there = new Observed(page.navigator.onLine);
  const tell = (is: boolean) => {
    if (is !== there.state()) there.show(is);
  };
  const check = async () => {
    const answered = await ask().then(
      () => true,
      () => false,
    );
    tell(answered && page.navigator.onLine);
  };
  page.addEventListener('online', () => void check());
  page.addEventListener('offline', () => tell(false));
  void check();
  return {
    there: there.state,
    subscribe: there.subscribe,
    check,
  };
}
