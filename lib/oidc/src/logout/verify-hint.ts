import { stringClaim } from '../claims/index.ts';
import { OidcError } from '../error.ts';
import { type VerificationKey, verifyJws } from '../jws/index.ts';

/** Whose session an ID token hints at. */
export interface IdTokenHint {
  readonly clientId: string;
  readonly subject: string;
  readonly sessionId: string;
}

/**
 * Reads an ID token that this provider issued, however long ago: RP-Initiated Logout section 2 wants those accepted whose time is over.
 * The errors of `verifyJws`, `oidc/issuer`, `oidc/audience`, `oidc/claims` for another kind of token or one without a session, `oidc/subject`.
 */
export function verifyIdTokenHint(
  token: string,
  { keys, issuer }: { readonly keys: readonly VerificationKey[]; readonly issuer: string },
): IdTokenHint {
  const { claims } = verifyJws(token, keys);
  if (stringClaim(claims, 'iss') !== issuer) throw new OidcError('oidc/issuer', 'iss is another issuer');
  if (stringClaim(claims, 'typ') !== 'ID') throw new OidcError('oidc/claims', 'not an ID token');
  const { aud } = claims;
  if (typeof aud !== 'string' || aud === '') throw new OidcError('oidc/audience', 'aud must be one client');
  const subject = stringClaim(claims, 'sub');
  if (subject === undefined) throw new OidcError('oidc/subject', 'claim sub is missing');
  const sessionId = stringClaim(claims, 'sid');
  if (sessionId === undefined) throw new OidcError('oidc/claims', 'claim sid is missing');
  return { clientId: aud, subject, sessionId };
}
