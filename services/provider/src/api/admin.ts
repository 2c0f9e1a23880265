/**
 * The contract of client administration, `Authorization: Bearer <admin token>`, relative to the provider's base.
 * `POST /admin/clients` ClientRegistration → 201 ClientView · `GET /admin/clients` → ClientView[] ·
 * `PUT /admin/clients/{clientId}` ClientRegistration → 200 ClientView, in place of what was registered: subjects and
 * sessions stay · `DELETE /admin/clients/{clientId}` → 204: logins and sessions end, and whoever registers the id again
 * knows other subjects.
 */
import * as v from 'valibot';

export const ADMIN_PATHS = { clients: '/admin/clients', client: '/admin/clients/:clientId' } as const;

export const Scope = v.picklist(['openid', 'name', 'address', 'birthdate', 'gender', 'sign']);
export type Scope = v.InferOutput<typeof Scope>;

const Uri = v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.url());

export const ClientRegistration = v.strictObject({
  clientId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{1,255}$/)),
  kind: v.picklist(['private', 'government']),
  /** Shown to the person who is asked to agree. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  redirectUris: v.pipe(v.array(Uri), v.minLength(1), v.maxLength(20)),
  /** RFC 7517; exactly one of `jwks` and `jwksUri`. */
  jwks: v.optional(
    v.object({ keys: v.pipe(v.array(v.record(v.string(), v.unknown())), v.minLength(1), v.maxLength(10)) }),
  ),
  jwksUri: v.optional(Uri),
  scopes: v.optional(v.array(Scope), ['openid', 'name', 'address', 'birthdate', 'gender', 'sign']),
  profile: v.optional(v.picklist(['compatible']), 'compatible'),
  termsUrl: v.optional(Uri),
  privacyUrl: v.optional(Uri),
});
export type ClientRegistration = v.InferInput<typeof ClientRegistration>;
export const ClientView = v.object({ ...ClientRegistration.entries, createdAt: v.number() });
export type ClientView = v.InferOutput<typeof ClientView>;

/** Body of a refusal. */
export const AdminProblem = v.object({ error: v.string(), message: v.string() });
