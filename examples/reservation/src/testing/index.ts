/** For this site's tests only: a provider that answers three requests, and a browser that keeps its cookies. */
export { TestBrowser } from './browser.ts';
export { ISSUER, TestProvider } from './provider.ts';
