/** The routes of evidence and retention, as rows of the verifier's table. Owns their words and shapes; what they do is done in the other folders. */
import type { Route } from '../../openapi/index.ts';
import { BUNDLE_ROUTES } from './bundle-routes.ts';
import { RETENTION_ROUTES } from './retention-routes.ts';
import { WITNESS_ROUTES } from './witness-routes.ts';

export const EVIDENCE_ROUTES: readonly Route[] = [...BUNDLE_ROUTES, ...RETENTION_ROUTES, ...WITNESS_ROUTES];
