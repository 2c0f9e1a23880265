import * as v from 'valibot';
import { Slug, type StatusService } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import type { Verifier } from './verifier.ts';

/** Counts a question, or several that come as one, before any is answered. Throws `request_invalid`, `purpose_refused`, `quota_exceeded`. */
export async function countQuestion(
  deps: AuthorityDeps,
  verifier: Verifier,
  service: StatusService,
  purpose = verifier.defaultPurpose,
  count = 1,
): Promise<void> {
  if (!v.is(Slug, purpose)) throw new AuthorityError('request_invalid', 'no name of a purpose');
  verifier.requirePurpose(purpose);
  const { verifierId } = verifier;
  if (await deps.meter({ verifierId, service, purpose, count, quota: verifier.quotaOf(service) })) return;
  throw new AuthorityError('quota_exceeded', 'the questions of this day are used up');
}
