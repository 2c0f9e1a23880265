import { LatestItems, STATEMENTS } from '@kazasu/authority/api';
import * as v from 'valibot';
import { Id, Instant, integerText, Slug } from '../openapi/index.ts';
import { isInForce } from './consent.ts';
import type { Consent } from './consent-data.ts';

const { purpose } = STATEMENTS.consent.entries;

/** What the person is to see. */
export const PreparationRequest = v.strictObject({
  /** Name of the service; plain text, shown to the person as it is. */
  service: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(100),
    v.check((text) => v.is(STATEMENTS.consent.entries.service, text)),
  ),
  purpose,
});

export const PreparationView = v.strictObject({
  /** The octets to be signed, base64. */
  statement: v.string(),
  /** Their SHA-256, base64. */
  digest: v.string(),
  /** The same as a DigestInfo (51 octets), base64: what the signature API is given. */
  digestInfo: v.string(),
  /** Until then it must have come back signed. */
  expiresAt: Instant,
});

const Base64UpTo = (most: number) => v.pipe(v.string(), v.maxLength(most), v.base64());

export const ConsentRequest = v.union([
  v.strictObject({
    statement: Base64UpTo(8_192),
    certificate: Base64UpTo(8_192),
    signature: Base64UpTo(1_024),
  }),
  v.strictObject({ statement: Base64UpTo(8_192), jwe: v.pipe(v.string(), v.maxLength(65_536)) }),
]);
export type ConsentRequest = v.InferOutput<typeof ConsentRequest>;

export const ConsentView = v.strictObject({
  consentId: Id,
  personId: Id,
  service: v.string(),
  purpose: v.string(),
  givenAt: Instant,
  endsAt: Instant,
  endedAt: v.optional(Instant),
  inForce: v.boolean(),
});

export const ConsentQuery = v.strictObject({
  personId: v.optional(Id),
  after: v.optional(Id),
  limit: v.optional(integerText(1, 100)),
});

export const LatestItemsRequest = v.strictObject({ purpose: Slug });

export const LatestItemsView = v.strictObject({
  id: Id,
  at: Instant,
  personId: Id,
  items: v.strictObject(LatestItems.entries.items.entries),
  /** `new`: the person has another signature certificate than the latest known here; it is theirs from now on. */
  certificate: v.picklist(['known', 'new', 'none']),
  evidence: v.strictObject({ id: Id, leafIndex: v.number() }),
});

export function viewOf(consent: Consent, now: number) {
  const { tenantId: _, authorityId: __, endedAt, ...rest } = consent;
  return { ...rest, ...(endedAt !== undefined && { endedAt }), inForce: isInForce(consent, now) };
}
