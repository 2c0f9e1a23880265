/**
 * The tenant's API keys for people: list, make, rotate, end. By the routes of the API, so that nobody gives a key more than the one they
 * came with. Refuses to show a key's text in any answer but the one that made it.
 */
import type { Hono } from 'hono';
import type { VerifierDeps } from '../../deps.ts';
import { looking, once } from '../visit.ts';
import { createKey, endKey, keysPage, rotateKey } from './keys-page.ts';

export function mountKeys(pages: Hono, deps: VerifierDeps): void {
  pages.get(
    '/keys',
    looking(deps, (visit) => keysPage(visit)),
  );
  pages.post('/keys', once(deps, createKey));
  pages.post('/keys/:keyId/rotation', once(deps, rotateKey));
  pages.post('/keys/:keyId/end', once(deps, endKey));
}
