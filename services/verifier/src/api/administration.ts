/**
 * The contract of the verifier's named administrators and of what two must agree to, relative to its base; the routes and the signed request
 * are those of kit/server/administration (wire.ts). Tenants, their keys and links are in the description of the API (`/openapi.json`).
 */
import { TrustResponse } from '@kazasu/authority/api';
import {
  administratorChangesOf,
  administratorRegistrationOf,
  trustViewOf,
} from '@kazasu/server/administration/wire';
import * as v from 'valibot';

/**
 * `viewer` reads. `tenant-admin` also registers tenants, makes their API keys and links to their console. `key-admin` reads, proposes, and agrees to
 * what others proposed: keys, trust, administrators.
 */
export const VerifierRole = v.picklist(['viewer', 'tenant-admin', 'key-admin']);
export type VerifierRole = v.InferOutput<typeof VerifierRole>;

export const VerifierAdministrator = administratorRegistrationOf(VerifierRole);
export type VerifierAdministrator = v.InferOutput<typeof VerifierAdministrator>;

/** Whom a verifier believes: certification authorities, issuers of cards, CA certificates (DER, base64) of time-stamp units. */
export const VerifierTrust = v.strictObject({
  anchors: v.pipe(v.array(v.strictObject(TrustResponse.entries.anchors.item.entries)), v.maxLength(64)),
  cardIssuerKeys: v.pipe(
    v.array(v.strictObject(TrustResponse.entries.cardIssuerKeys.item.entries)),
    v.maxLength(64),
  ),
  timestampAnchors: v.optional(v.pipe(v.array(v.pipe(v.string(), v.base64())), v.maxLength(64)), []),
});
export type VerifierTrust = v.InferOutput<typeof VerifierTrust>;

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));

/** What two must agree to. */
export const VerifierChange = v.variant('kind', [
  /**
   * The next generation of the keys that results are encrypted to, published at once; the one before opens results for so long (0: it was
   * stolen). `replaces` is the generation that it was made after.
   */
  v.strictObject({
    kind: v.literal('key.rotate'),
    purpose: v.literal('encryption'),
    replaces: whole(1, 1_000_000),
    overlapSeconds: whole(0, 365 * 86_400),
  }),
  /** `replaces` is the version that the new one was made from. */
  v.strictObject({
    kind: v.literal('trust.replace'),
    replaces: whole(1, Number.MAX_SAFE_INTEGER),
    trust: VerifierTrust,
  }),
  ...administratorChangesOf(VerifierRole),
]);
export type VerifierChange = v.InferOutput<typeof VerifierChange>;

export const VerifierTrustView = trustViewOf(VerifierTrust);
export type VerifierTrustView = v.InferOutput<typeof VerifierTrustView>;
