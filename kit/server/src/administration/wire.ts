/**
 * What a service's HTTP contract says of its administration, whatever its roles and changes are. Depends on nothing: browsers read contracts too.
 * Each request carries `Authorization: Administrator <JWS>`, a signature over this request by the administrator's own key (ADR 0052).
 */
import * as v from 'valibot';

/** Relative to the service's base. */
export const ADMINISTRATION_PATHS = {
  administrators: '/admin/administrators',
  trust: '/admin/trust',
  proposals: '/admin/proposals',
  proposal: '/admin/proposals/:proposalId',
  approval: '/admin/proposals/:proposalId/approval',
  rejection: '/admin/proposals/:proposalId/rejection',
} as const;

/** Of the audit log. */
export const AUDIT_PATHS = {
  audit: '/admin/audit',
  auditHead: '/admin/audit/head',
  auditVerification: '/admin/audit/verification',
  auditSignedHead: '/admin/audit/signed-head',
  auditKeys: '/admin/audit/keys',
} as const;

/** Scheme of the header `Authorization`. */
export const ADMINISTRATOR_SCHEME = 'Administrator';

export const ADMINISTRATOR_ID = /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/;
const AdministratorId = v.pipe(v.string(), v.regex(ADMINISTRATOR_ID));
const Milliseconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** `viewer` reads, `key-admin` reads, proposes and agrees; every service has one role more, for what one person registers. */
export function administratorRegistrationOf<const Role extends v.GenericSchema<string>>(role: Role) {
  return v.strictObject({
    administratorId: AdministratorId,
    roles: v.pipe(v.array(role), v.minLength(1), v.maxLength(3)),
    /** The public key that requests are signed with: P-256 (ES256) or Ed25519 (EdDSA). */
    jwk: v.record(v.string(), v.unknown()),
  });
}

/** Changes of who administers, as members of a service's closed list of changes. */
export function administratorChangesOf<const Role extends v.GenericSchema<string>>(role: Role) {
  return [
    v.strictObject({
      kind: v.literal('administrator.add'),
      administrator: administratorRegistrationOf(role),
    }),
    v.strictObject({ kind: v.literal('administrator.remove'), administratorId: AdministratorId }),
  ] as const;
}

/** Of any service. */
export const AnyRole = v.pipe(v.string(), v.regex(/^[a-z][a-z-]{0,39}$/));
export const AnyRegistration = administratorRegistrationOf(AnyRole);
export type AnyRegistration = v.InferOutput<typeof AnyRegistration>;

export const AdministratorView = v.strictObject({
  ...AnyRegistration.entries,
  /** RFC 7638 of the key. */
  thumbprint: v.string(),
  addedAt: Milliseconds,
});
export type AdministratorView = v.InferOutput<typeof AdministratorView>;

export const AdministratorsView = v.object({
  /** Whether changes need two; not at a service for one machine alone, as in the town. */
  fourEyes: v.boolean(),
  administrators: v.array(AdministratorView),
});
export type AdministratorsView = v.InferOutput<typeof AdministratorsView>;

/** SHA-256 (hex) over the octets of `content` as they were shown. */
export const Consent = v.strictObject({ digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

export const ProposalView = v.object({
  proposalId: v.string(),
  /** Exactly what was sent, a change as JSON. */
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

/** Whom a service believes; `trust` is of the service's form. */
export function trustViewOf<const Trust extends v.GenericSchema>(trust: Trust) {
  return v.object({
    version: v.number(),
    madeAt: Milliseconds,
    /** SHA-256 (hex) of the JSON of `trust`. */
    digest: v.string(),
    trust,
  });
}

/** How a refusal looks to whoever administers. */
export const AdminProblem = v.object({ error: v.string(), message: v.string() });
