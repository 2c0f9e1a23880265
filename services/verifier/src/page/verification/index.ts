/**
 * Verifications as a tenant's people read them: the list, and one as a report that a lawyer understands, on a screen and on paper.
 * Owns the drawings, the order of the checks, and the sentences about what is proved and what not. What is shown comes by the same
 * routes as the API's answers. Refuses to show the items unasked, and dates that would tell a birthday.
 */
import type { Hono } from 'hono';
import type { VerifierDeps } from '../../deps.ts';
import { looking, once, posting } from '../visit.ts';
import { downloadEvidence } from './evidence.ts';
import { showItems } from './items.ts';
import { listPage } from './list-page.ts';
import { onePage } from './one-page.ts';
import { eraseRecord, saveRetention } from './retention.ts';

export { Lines, verificationRows } from './list-page.ts';

export function mountVerifications(pages: Hono, deps: VerifierDeps): void {
  pages.get('/verifications', looking(deps, listPage));
  pages.get(
    '/verifications/:id',
    looking(deps, (visit) => onePage(visit)),
  );
  pages.get('/verifications/:id/evidence', looking(deps, downloadEvidence));
  pages.post('/verifications/:id/items', once(deps, showItems));
  pages.post('/verifications/:id/retention', posting(deps, saveRetention));
  pages.post('/verifications/:id/erasure', once(deps, eraseRecord));
}
