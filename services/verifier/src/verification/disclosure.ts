import { parseRequestPart, parseSignaturePart, type RequestPart, type SignaturePart } from '@kazasu/evidence';
import { randomId } from '@kazasu/server/random';
import * as v from 'valibot';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { StoredRecord } from '../evidence/index.ts';
import type { Caller } from '../key/key-data.ts';
import { Slug } from '../openapi/index.ts';
import { requirePurpose } from '../purpose.ts';
import { type Given, insertItemRequest } from './item-request-store.ts';
import { findRecord } from './read-routes.ts';

/** What is stated whenever something personal of a record is given again. */
export const DisclosureBody = v.strictObject({ purpose: Slug });

interface Disclosure {
  readonly caller: Caller;
  readonly id: string;
  readonly purpose: string;
}

export interface SealedParts {
  readonly record: StoredRecord;
  readonly request: RequestPart;
  readonly signature: SignaturePart;
}

/** The personal parts of a record, while there is a key to them. Throws a VerifierError. */
export async function openForPurpose(
  deps: VerifierDeps,
  { caller, id, purpose }: Disclosure,
): Promise<SealedParts> {
  const record = await findRecord(deps, caller, id);
  requirePurpose(caller, purpose);
  const { request, signature } = (await deps.evidence.open(caller.tenant.tenantId, id))?.parts ?? {};
  if (request === undefined || signature === undefined) throw new VerifierError('verification-erased');
  return {
    record,
    request: parseRequestPart(request.content),
    signature: parseSignaturePart(signature.content),
  };
}

/** To be called before anything is answered: what was given is written down, or not given. */
export async function writeDown(
  { clock, store }: VerifierDeps,
  { caller, id, purpose }: Disclosure,
  given: Given,
): Promise<void> {
  await insertItemRequest(store, {
    id: randomId(),
    tenantId: caller.tenant.tenantId,
    recordId: id,
    given,
    purpose,
    keyId: caller.keyId,
    at: clock.now(),
  });
}
