/** Every route there is, gathered from the folders that own them: the router and the description are made of this. */

import { CONSENT_ROUTES } from './consent/index.ts';
import { ENCRYPTION_ROUTES } from './encryption/index.ts';
import { ERASURE_ROUTES } from './erasure/index.ts';
import { EVIDENCE_ROUTES } from './evidence/route/index.ts';
import { KEY_ROUTES } from './key/index.ts';
import type { Route } from './openapi/index.ts';
import { CONSOLE_LINK_ROUTES } from './page/link/index.ts';
import { serviceRoutes } from './service/index.ts';
import { STATUS_ROUTES } from './status/index.ts';
import { TENANT_ROUTES } from './tenant/index.ts';
import { USAGE_ROUTES } from './usage/index.ts';
import { VERIFICATION_ROUTES } from './verification/index.ts';
import { WATCH_ROUTES } from './watch/index.ts';
import { WEBHOOK_ROUTES } from './webhook/index.ts';

export const ROUTES: readonly Route[] = [
  ...VERIFICATION_ROUTES,
  ...EVIDENCE_ROUTES,
  ...KEY_ROUTES,
  ...STATUS_ROUTES,
  ...WATCH_ROUTES,
  ...CONSENT_ROUTES,
  ...ERASURE_ROUTES,
  ...USAGE_ROUTES,
  ...WEBHOOK_ROUTES,
  ...TENANT_ROUTES,
  ...CONSOLE_LINK_ROUTES,
  ...ENCRYPTION_ROUTES,
  ...serviceRoutes(() => ROUTES),
];
