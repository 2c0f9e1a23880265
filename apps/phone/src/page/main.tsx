/**
 * The app in the browser: reads the code out of the address before anything else, fetches the configuration, and puts the parts
 * together. Owns what only a browser has (address, storage, sockets); every decision is in the parts.
 */
import { systemClock } from '@kazasu/server/clock';
import { createRoot } from 'react-dom/client';
import { Account, browserPasskeys, createDevice, createHolderClient, sparing } from './account/index.ts';
import { App } from './app.tsx';
import { createHand } from './card/index.ts';
import { createFurthest, SetUp } from './first-use/index.ts';
import { createWaitingLink, Shell } from './frame/index.ts';
import { createSession, takeOpenCode } from './login/index.ts';
import { keepOffline, watchConnection } from './offline/index.ts';
import { createRouter } from './router/index.ts';
import { applyTextSize } from './settings/text-size.ts';
import { fetchTypeface } from './typeface.ts';
import { askConfig, createLogin, holdsPhoneKeys, readConfig } from './world.ts';

const code = takeOpenCode(window);
applyTextSize();
const element = document.getElementById('app');
if (element !== null) {
  const account = new Account({
    client: createHolderClient({ config: readConfig, fetch: (url, init) => fetch(url, init) }),
    passkeys: sparing(browserPasskeys, holdsPhoneKeys),
    device: createDevice(() => window.localStorage),
  });
  const login = createLogin({
    session: account.session,
    mark: account.mark,
    has: account.has,
    lapsed: (ended) => account.lapsed(ended),
  });
  const router = createRouter(window);
  const setUp = new SetUp({
    account,
    hand: createHand(login.readers, ['authentication']),
    furthest: createFurthest(window.sessionStorage),
    config: readConfig,
    origin: window.location.origin,
    goTo: (step) => router.go({ at: 'set-up', step }),
  });
  const session = createSession(window.sessionStorage);
  const shell: Shell = new Shell({
    account,
    login,
    router,
    setUp,
    clock: systemClock,
    updates: keepOffline(window),
    connection: watchConnection(window, askConfig),
    waiting: createWaitingLink(window.sessionStorage),
    hasLogin: () => session.read() !== undefined,
  });
  shell.start(code);
  // Until it is known, and where it cannot be learnt, the page says that it is a test.
  const testEnvironment = readConfig().then(
    (config) => config.testEnvironment,
    () => true,
  );
  createRoot(element).render(<App shell={shell} testEnvironment={testEnvironment} />);
  fetchTypeface(window);
  // A page that goes away, or is kept for the back button, holds no PIN and no open account.
  window.addEventListener('pagehide', () => shell.leave());
  // A link opened while this tab is already here changes the fragment only.
  window.addEventListener('hashchange', () => {
    const next = takeOpenCode(window);
    if (next !== undefined) shell.openLink(next);
  });
}
