/**
 * The contract of client administration, `Authorization: Bearer <admin token>`, relative to the provider's base.
 * `POST /admin/clients` ClientRegistration → 201 ClientView · `GET /admin/clients` → ClientView[] ·
 * `PUT /admin/clients/{clientId}` ClientRegistration → 200 ClientView, in place of what was registered: subjects and
 * sessions stay · `DELETE /admin/clients/{clientId}` → 204: logins and sessions end, and whoever registers the id again
 * knows other subjects.
 * Platform operators, who alone can open what a private client's signatures come in: `POST /admin/platform-operators`
 * PlatformOperatorRegistration → 201 PlatformOperatorView · `GET /admin/platform-operators` → PlatformOperatorView[] ·
 * `PUT /admin/platform-operators/{operatorId}` → 200, in place: other keys from now on ·
 * `DELETE /admin/platform-operators/{operatorId}` → 204; 409 `operator/in-use` as long as a client names it.
 * The audit log: `GET /admin/audit?after=<number>` → AuditPage, in order · `GET /admin/audit/head` → AuditHead, to be written down
 * elsewhere · `GET /admin/audit/verification` → AuditVerdict over the whole chain; with `number` and `hash` it must also hold that head ·
 * `GET /admin/audit/signed-head` → a compact JWS over `{iss, number, hash, iat}` · `GET /admin/audit/keys` → the JWK set that verifies it.
 * After a restore: `POST /admin/epoch` → `{number, beganAt}`: whatever was to be used once before has ended.
 */
import { AUDIT_PATHS } from '@kazasu/server/administration/wire';
import { AuditHash, auditPageOf } from '@kazasu/server/audit/wire';
import * as v from 'valibot';
import { SubstituteMode } from './sandbox.ts';

export { AuditHead, AuditVerdict } from '@kazasu/server/audit/wire';

export const ADMIN_PATHS = {
  clients: '/admin/clients',
  client: '/admin/clients/:clientId',
  platformOperators: '/admin/platform-operators',
  platformOperator: '/admin/platform-operators/:operatorId',
  ...AUDIT_PATHS,
  epoch: '/admin/epoch',
} as const;

export const Scope = v.picklist(['openid', 'name', 'address', 'birthdate', 'gender', 'sign']);
export type Scope = v.InferOutput<typeof Scope>;

const Uri = v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.url());

const Jwks = v.object({
  keys: v.pipe(v.array(v.record(v.string(), v.unknown())), v.minLength(1), v.maxLength(10)),
});
/** 1 to 100 of these. */
export const OPERATOR_ID = /^[0-9A-Za-z][0-9A-Za-z._-]{0,99}$/;
const OperatorId = v.pipe(v.string(), v.regex(OPERATOR_ID));

/**
 * The rules that a client is held to. `compatible`: what the real service takes. `strict`: FAPI 2.0 Security Profile and Message
 * Signing: pushed and signed requests, ES256, PS256 or EdDSA, the issuer as the only audience, sender-constrained tokens.
 */
export const ClientProfile = v.picklist(['compatible', 'strict']);
export type ClientProfile = v.InferOutput<typeof ClientProfile>;

/**
 * How an access token is made. `HS256`: under a MAC that the provider alone judges, for clients that take it as opaque (RFC 9068 section 6).
 * `ES256`, `RS256`: signed by a published key, for resource servers that verify by themselves.
 */
export const AccessTokenAlgorithm = v.picklist(['HS256', 'ES256', 'RS256']);
export type AccessTokenAlgorithm = v.InferOutput<typeof AccessTokenAlgorithm>;

export const ClientRegistration = v.strictObject({
  clientId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{1,255}$/)),
  kind: v.picklist(['private', 'government']),
  /** Shown to the person who is asked to agree. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  redirectUris: v.pipe(v.array(Uri), v.minLength(1), v.maxLength(20)),
  /** Where browsers may be sent after a logout; compared as redirect URIs are. */
  postLogoutRedirectUris: v.optional(v.pipe(v.array(Uri), v.maxLength(20)), []),
  /** RFC 7517; exactly one of `jwks` and `jwksUri`. */
  jwks: v.optional(Jwks),
  jwksUri: v.optional(Uri),
  scopes: v.optional(v.array(Scope), ['openid', 'name', 'address', 'birthdate', 'gender', 'sign']),
  profile: v.optional(ClientProfile, 'compatible'),
  /** Of a strict client: its requests must be signed, and its answers are. */
  messageSigning: v.optional(v.boolean()),
  /** As the provider's setting when absent; of a strict client ES256 (FAPI 2.0 Security Profile 5.4.1). */
  accessTokenAlgorithm: v.optional(AccessTokenAlgorithm),
  termsUrl: v.optional(Uri),
  privacyUrl: v.optional(Uri),
  /** Of a private client that has documents signed: who opens the signatures for it. Must be registered before. */
  platformOperator: v.optional(OperatorId),
  /** Looked at in a sandbox only: how the client's people may do without the app (sandbox.ts). */
  substitute: v.optional(SubstituteMode, 'beside'),
  /** How often requests may come for it, and from it, at each process of the provider; absent: as the provider is set (`perClient`). */
  rate: v.optional(
    v.strictObject({
      perSecond: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
      burst: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000)),
    }),
  ),
});
export type ClientRegistration = v.InferInput<typeof ClientRegistration>;
export const ClientView = v.object({ ...ClientRegistration.entries, createdAt: v.number() });
export type ClientView = v.InferOutput<typeof ClientView>;

/** Whom signed results of private clients are encrypted for (PF事業者). */
export const PlatformOperatorRegistration = v.strictObject({
  /** `aud` of the signed results for it. */
  operatorId: OperatorId,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  /**
   * RFC 7517; exactly one of `jwks` and `jwksUri`. Keys for encryption (`use`, `key_ops` or `alg` says so), each with a `kid`:
   * RSA from 2048 bits for RSA-OAEP-256, P-256 or P-384 for ECDH-ES. The first that fits is used.
   */
  jwks: v.optional(Jwks),
  jwksUri: v.optional(Uri),
});
export type PlatformOperatorRegistration = v.InferInput<typeof PlatformOperatorRegistration>;
export const PlatformOperatorView = v.object({
  ...PlatformOperatorRegistration.entries,
  createdAt: v.number(),
});
export type PlatformOperatorView = v.InferOutput<typeof PlatformOperatorView>;

/** Body of a refusal. */
export { AdminProblem } from '@kazasu/server/administration/wire';

/** What was done, by whom, when. Never a personal item. */
export const AuditEntry = v.object({
  /** From 1, without gaps. */
  number: v.number(),
  /** Milliseconds since 1970. */
  at: v.number(),
  actor: v.string(),
  /** One of audit/actions.ts. */
  action: v.string(),
  subject: v.nullable(v.string()),
  /** `done`, or the code of the refusal. */
  outcome: v.string(),
  detail: v.record(v.string(), v.union([v.string(), v.number()])),
  /** SHA-256 (hex) over the JSON of `before`, the hash of the entry before, and of this entry's other members in this order. */
  hash: AuditHash,
});
export type AuditEntry = v.InferOutput<typeof AuditEntry>;

export const AuditPage = auditPageOf(AuditEntry);
export type AuditPage = v.InferOutput<typeof AuditPage>;
