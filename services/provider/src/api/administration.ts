/**
 * The contract of named administrators and of what two must agree to, relative to the provider's base. Each request carries
 * `Authorization: Administrator <JWS>`, a signature over this request by the administrator's own key (ADR 0052).
 * `GET /admin/administrators` → AdministratorsView · `GET /admin/trust` → TrustView.
 * `POST /admin/proposals` Change → 201 ProposalView; nothing has changed yet · `GET /admin/proposals?state=pending` → ProposalView[], the newest
 * first · `GET /admin/proposals/{proposalId}` → ProposalView · `POST /admin/proposals/{proposalId}/approval` Consent → 200
 * CarriedOut: it has happened; 403 `proposal/own` to its proposer, 409 `proposal/digest` for another content, `proposal/decided`, `proposal/expired`, and the
 * code of what does not fit any more, after which it waits on · `POST /admin/proposals/{proposalId}/rejection` Consent → 200 ProposalView; its proposer may too.
 */
import { TrustResponse } from '@kazasu/authority/api';
import * as v from 'valibot';

export const ADMINISTRATION_PATHS = {
  administrators: '/admin/administrators',
  trust: '/admin/trust',
  proposals: '/admin/proposals',
  proposal: '/admin/proposals/:proposalId',
  approval: '/admin/proposals/:proposalId/approval',
  rejection: '/admin/proposals/:proposalId/rejection',
} as const;

/** Scheme of the header `Authorization`. */
export const ADMINISTRATOR_SCHEME = 'Administrator';

/**
 * `viewer` reads. `client-admin` also registers relying parties and platform operators. `key-admin` reads, proposes, and agrees to what others
 * proposed: keys, trust, administrators, the epoch.
 */
export const AdministratorRole = v.picklist(['viewer', 'client-admin', 'key-admin']);
export type AdministratorRole = v.InferOutput<typeof AdministratorRole>;

export const ADMINISTRATOR_ID = /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/;
const AdministratorId = v.pipe(v.string(), v.regex(ADMINISTRATOR_ID));

export const AdministratorRegistration = v.strictObject({
  administratorId: AdministratorId,
  roles: v.pipe(v.array(AdministratorRole), v.minLength(1), v.maxLength(3)),
  /** The public key that requests are signed with: P-256 (ES256) or Ed25519 (EdDSA). */
  jwk: v.record(v.string(), v.unknown()),
});
export type AdministratorRegistration = v.InferOutput<typeof AdministratorRegistration>;

const Milliseconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const AdministratorView = v.strictObject({
  ...AdministratorRegistration.entries,
  /** RFC 7638 of the key. */
  thumbprint: v.string(),
  addedAt: Milliseconds,
});
export type AdministratorView = v.InferOutput<typeof AdministratorView>;

export const AdministratorsView = v.object({
  /** Whether changes need two; not at a provider for one machine alone, as in the town. */
  fourEyes: v.boolean(),
  administrators: v.array(AdministratorView),
});
export type AdministratorsView = v.InferOutput<typeof AdministratorsView>;

const SigningPurpose = v.picklist(['id-token', 'access-token', 'access-token-mac', 'access-token-rsa']);
const RotatedPurpose = v.picklist([...SigningPurpose.options, 'items', 'subject', 'dpop-nonce']);
const version = (least: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(least));
const KeyVersion = { purpose: RotatedPurpose, version: version(1) };

/** Whom a provider believes: certification authorities and issuers of cards. */
export const TrustDocument = v.strictObject({
  anchors: v.pipe(v.array(v.strictObject(TrustResponse.entries.anchors.item.entries)), v.maxLength(64)),
  cardIssuerKeys: v.pipe(
    v.array(v.strictObject(TrustResponse.entries.cardIssuerKeys.item.entries)),
    v.maxLength(64),
  ),
});
export type TrustDocument = v.InferOutput<typeof TrustDocument>;

/** What two must agree to. */
export const Change = v.variant('kind', [
  /** The next version, published at once and used after this time. */
  v.strictObject({
    kind: v.literal('key.rotate'),
    purpose: RotatedPurpose,
    aheadSeconds: v.pipe(version(30), v.maxValue(366 * 86_400)),
  }),
  /** It was stolen: no earlier version is believed from now on. */
  v.strictObject({ kind: v.literal('key.replace'), purpose: SigningPurpose }),
  v.strictObject({ kind: v.literal('key.retire'), ...KeyVersion }),
  v.strictObject({ kind: v.literal('key.destroy'), ...KeyVersion }),
  /** `replaces` is the version that the new one was made from. */
  v.strictObject({ kind: v.literal('trust.replace'), replaces: version(1), trust: TrustDocument }),
  v.strictObject({ kind: v.literal('administrator.add'), administrator: AdministratorRegistration }),
  v.strictObject({ kind: v.literal('administrator.remove'), administratorId: AdministratorId }),
  /** After a restore; `from` is the number of the epoch that ends. */
  v.strictObject({ kind: v.literal('epoch.raise'), from: version(0) }),
]);
export type Change = v.InferOutput<typeof Change>;

/** SHA-256 (hex) over the octets of `content` as they were shown. */
export const Consent = v.strictObject({ digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

export const ProposalView = v.object({
  proposalId: v.string(),
  /** Exactly what was sent, a Change as JSON. */
  content: v.string(),
  digest: v.string(),
  proposer: v.string(),
  madeAt: Milliseconds,
  expiresAt: Milliseconds,
  /** `done`: agreed to and carried out. `ended`: its proposer was removed, or a backup restored. */
  state: v.picklist(['pending', 'done', 'rejected', 'ended', 'expired']),
  decidedBy: v.nullable(v.string()),
  decidedAt: v.nullable(Milliseconds),
});
export type ProposalView = v.InferOutput<typeof ProposalView>;

export const CarriedOut = v.object({
  proposal: ProposalView,
  /** What came of it: of a key its purpose, version, name and id, of trust its version, of an epoch its number. Nothing secret. */
  outcome: v.record(v.string(), v.union([v.string(), v.number()])),
});
export type CarriedOut = v.InferOutput<typeof CarriedOut>;

export const TrustView = v.object({
  version: v.number(),
  madeAt: Milliseconds,
  /** SHA-256 (hex) of the JSON of `trust`. */
  digest: v.string(),
  trust: TrustDocument,
});
export type TrustView = v.InferOutput<typeof TrustView>;
