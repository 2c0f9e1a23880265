import { Observed } from '../observed.ts';

/** Tells whether a newer version of the app lies ready, and changes to it when the person says so. */
export interface Updates {
  readonly ready: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  /** Loads the page anew, in the newer version. */
  apply(): void;
}

/** Has the service worker keep the app. A browser without one shows the app all the same, as long as there is a network. */
export function keepOffline(page: Pick<Window, 'navigator' | 'location'>): Updates {
  const waiting = new Observed<ServiceWorker | undefined>(undefined);
  const found = (worker: ServiceWorker | null) => {
    // The first version of all replaces nothing.
    if (worker === null || workers?.controller == null) return;
    waiting.show(worker);
  };
  const workers = 'serviceWorker' in page.navigator ? page.navigator.serviceWorker : undefined;
  workers
    ?.register('/sw.js', { updateViaCache: 'none' })
    .then((registration) => {
      found(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => worker.state === 'installed' && found(worker));
      });
    })
    .catch(() => {
      // As without one.
    });
  return {
    ready: () => waiting.state() !== undefined,
    subscribe: waiting.subscribe,
    apply: () => {
      // Only here: other tabs go on with what they began with.
      workers?.addEventListener('controllerchange', () => page.location.reload(), { once: true });
      waiting.state()?.postMessage('update');
    },
  };
}
