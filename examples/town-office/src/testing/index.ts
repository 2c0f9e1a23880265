/** For this site's tests only: a provider that takes digests, and a browser that keeps its cookies. */
export { TestBrowser } from './browser.ts';
export { callbackOf, ISSUER, TestProvider } from './provider.ts';
