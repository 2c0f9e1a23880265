/** The routes of evidence and retention, as rows of the verifier's table. Owns their words and shapes; what they do is done in the other folders. */
import type { Route } from '../../openapi/index.ts';
import { RETENTION_ROUTES } from './retention-routes.ts';

export const EVIDENCE_ROUTES: readonly Route[] = [...RETENTION_ROUTES];
