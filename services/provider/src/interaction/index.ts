/**
 * One login between the browser that began it, the phone with the card, and this server: a state machine over one
 * stored record. The browser is known by its cookie, the phone by the token it got when it opened the transaction.
 *
 *     waiting ──open──▶ opened ──proof──▶ proved ──agree──▶ approved ──┐
 *        │                │ │                │                         │
 *        │                │ └──proof──▶ failed ────────────────────────┤
 *        └──cancel────────┴──decline─────────┴─────▶ declined ─────────┼──continue──▶ finished
 *        any of them, when the time is up ─────────▶ expired ──────────┘
 *
 * Routes of the browser: `GET /interactions/{id}`, `GET …/status`, `POST …/qr`, `POST …/cancel`, `GET …/continue`.
 * Routes of the app: api/app.ts.
 * Refuses: every step out of its state or time, a code or an answer used twice, every browser and phone but its own.
 */
import type { Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import { mountApp } from './app.ts';
import { mountBrowser } from './browser.ts';

export { beginInteraction } from './begin.ts';
export {
  declineInteractionsOf,
  INTERACTION_TABLES,
  MATCH_TABLES,
  sweepInteractions,
} from './interaction-store.ts';
export { OPEN_CODE_TABLES } from './open-code-store.ts';

export function mountInteraction(app: Hono, deps: ProviderDeps): void {
  mountBrowser(app, deps);
  mountApp(app, deps);
}
