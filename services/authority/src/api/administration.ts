/**
 * The contract of the authority's named administrators and of what two must agree to; the routes and the signed request are those of
 * kit/server/administration (wire.ts).
 */
import { administratorChangesOf, administratorRegistrationOf } from '@kazasu/server/administration/wire';
import * as v from 'valibot';
import { VerifierRequest } from './verifier.ts';

/**
 * `viewer` reads contracts and what verifiers used. `contract-admin` also ends contracts. `key-admin` reads, proposes, and agrees to what
 * others proposed: contracts, administrators.
 */
export const AuthorityRole = v.picklist(['viewer', 'contract-admin', 'key-admin']);
export type AuthorityRole = v.InferOutput<typeof AuthorityRole>;

export const AuthorityAdministrator = administratorRegistrationOf(AuthorityRole);
export type AuthorityAdministrator = v.InferOutput<typeof AuthorityAdministrator>;

/** SHA-256 (base64url) of a token: whoever agrees to a contract learns nothing that opens something. */
export const TokenHash = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{43}$/));

/** What two must agree to. */
export const AuthorityChange = v.variant('kind', [
  /** Somebody else may ask what became of certificates, with the token that this is the hash of: 32 random octets or more, made by whoever will use it. */
  v.strictObject({
    kind: v.literal('contract.add'),
    contract: VerifierRequest,
    tokenHash: TokenHash,
  }),
  ...administratorChangesOf(AuthorityRole),
]);
export type AuthorityChange = v.InferOutput<typeof AuthorityChange>;
