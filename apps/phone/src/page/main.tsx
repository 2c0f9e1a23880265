/**
 * The app in the browser: reads the code out of the address before anything else, fetches the configuration, and
 * shows one login. Owns what only a browser has (address, storage, sockets); every decision is in `login/`.
 */
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { takeOpenCode } from './login/index.ts';
import { createLogin, readConfig } from './world.ts';

const code = takeOpenCode(window);
const element = document.getElementById('app');
if (element !== null) {
  const login = createLogin();
  // Until it is known, and where it cannot be learnt, the page says that it is a test.
  const testEnvironment = readConfig().then(
    (config) => config.testEnvironment,
    () => true,
  );
  createRoot(element).render(<App login={login} testEnvironment={testEnvironment} />);
  // A page that goes away, or is kept for the back button, holds no PIN.
  window.addEventListener('pagehide', () => login.forget());
  // A link opened while this tab is already here changes the fragment only.
  window.addEventListener('hashchange', () => {
    const next = takeOpenCode(window);
    if (next !== undefined) void login.start(next);
  });
  void login.start(code);
}
