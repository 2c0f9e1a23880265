/**
 * One login between the browser that began it, the phone with the card, and this server: a state machine over one
 * stored record. The browser is known by its cookie, the phone by the token it got when it opened the transaction.
 *
 *     waiting ──link────────────────────▶ opened ──proof──▶ proved ──agree──▶ approved ──┐
 *        │                                 ▲ │ │                │                        │
 *        ├────QR────▶ scanned ──six digits─┘ │ └──proof──▶ failed ───────────────────────┤
 *        │               │ └──wrong digits───┼───────────▶ failed ───────────────────────┤
 *        └──cancel───────┴──decline──────────┴────────────────┴─────▶ declined ──────────┼──▶ finished
 *        any of them, when the time is up, which can be extended ───▶ expired ───────────┘
 *
 * What binds the phone to the browser that began (ADR 0034): with two devices, six digits that the phone shows and that browser is told
 * before any card is read; on one device, a ticket that the app gives to the browser it goes back to, which must have the cookie too.
 *
 * Routes of the browser: `GET /interactions/{id}`, `GET …/status`, `POST …/qr`, `POST …/match`, `POST …/extend`, `POST …/cancel`,
 * `GET …/continue`, `GET …/return`. Routes of the app: api/app.ts.
 * Refuses: every step out of its state or time, a code, a ticket or an answer used twice, wrong digits beyond a few, every browser and
 * phone but its own, and those that ask too fast.
 */
import { createPace } from '@kazasu/server/http';
import type { Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import { INTERACTION_PACE } from '../limit/index.ts';
import { mountApp } from './app.ts';
import { mountBrowser } from './browser.ts';

export { beginInteraction } from './begin.ts';
export { declineInteractionsOf, sweepInteractions } from './interaction-store.ts';
export {
  INTERACTION_DPOP_TABLES,
  INTERACTION_TABLES,
  MATCH_TABLES,
  RESPONSE_MODE_TABLES,
} from './interaction-tables.ts';
export { OPEN_CODE_TABLES } from './open-code-store.ts';

export function mountInteraction(app: Hono, deps: ProviderDeps): void {
  const pace = createPace({ clock: deps.clock, ...INTERACTION_PACE });
  mountBrowser(app, deps, pace);
  mountApp(app, deps, pace);
}
