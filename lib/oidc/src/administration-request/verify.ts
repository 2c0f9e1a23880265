import { OidcError } from '../error.ts';
import { parseJws, type VerificationKey, verifySignature } from '../jws/index.ts';
import { ADMINISTRATION_REQUEST_TYPE, type AdministrationRequest, bodyDigest } from './create.ts';

export interface VerifiedAdministrationRequest {
  /** To be used once with this administrator. */
  readonly jti: string;
  /** Milliseconds since 1970: from then on the request is refused by its age. */
  readonly refusedFrom: number;
}

/** Seconds. A request is signed when it is sent. */
export const REQUEST_MAX_AGE = 60;
const MAX_AHEAD = 10;
const JTI = /^[\w-]{16,128}$/;

/** Who says to have signed; nothing is believed yet. Throws the errors of a JWS's form. */
export function administratorNamed(text: string): string | undefined {
  const { iss } = parseJws(text).claims;
  return typeof iss === 'string' ? iss : undefined;
}

/** By which it is used once with whoever signed it; nothing is believed yet. Throws the errors of a JWS's form, and `oidc/jti-missing`. */
export function administrationRequestId(text: string): string {
  return jtiOf(parseJws(text).claims);
}

function jtiOf({ jti }: Readonly<Record<string, unknown>>): string {
  if (typeof jti !== 'string' || !JTI.test(jti)) throw new OidcError('oidc/jti-missing', 'jti is missing');
  return jti;
}

/** What the signature says, before the body is there. */
export interface SignedAdministrationHead extends VerifiedAdministrationRequest {
  /** The digest of the body that was signed. */
  readonly body: unknown;
}

interface Judging {
  /** Seconds; longer for one that was kept. Default {@link REQUEST_MAX_AGE}. */
  readonly maxAge?: number;
}

/**
 * Whether this key signed a request of this head, a moment ago: everything but the octets of its body, for {@link checkAdministrationBody}. So
 * nobody has to read what a stranger sends. Throws `oidc/jws-header` for another `typ`, `oidc/jws-signature`, `oidc/issuer`, `oidc/audience`,
 * `oidc/http-method`, `oidc/http-uri`, `oidc/jti-missing`, `oidc/claims`, `oidc/issued-in-future`, `oidc/expired`. Whether it came before is not judged.
 */
export function verifyAdministrationHead(
  text: string,
  expected: Omit<AdministrationRequest, 'jti' | 'body'>,
  key: VerificationKey,
  { maxAge = REQUEST_MAX_AGE }: Judging = {},
): SignedAdministrationHead {
  const jws = parseJws(text);
  if (jws.header.typ !== ADMINISTRATION_REQUEST_TYPE) throw new OidcError('oidc/jws-header', 'another typ');
  if (!verifySignature(jws, key)) throw new OidcError('oidc/jws-signature', 'signature does not verify');
  const { iss, aud, htm, path, body, iat } = jws.claims;
  if (iss !== expected.administratorId) throw new OidcError('oidc/issuer', 'iss is another administrator');
  if (aud !== expected.audience) throw new OidcError('oidc/audience', 'aud is another service');
  if (htm !== expected.method) throw new OidcError('oidc/http-method', 'htm is not the method');
  if (path !== expected.path) throw new OidcError('oidc/http-uri', 'path is not the one asked for');
  const jti = jtiOf(jws.claims);
  if (typeof iat !== 'number' || !Number.isSafeInteger(iat))
    throw new OidcError('oidc/claims', 'iat is missing');
  const now = expected.time / 1000;
  if (iat > now + MAX_AHEAD) throw new OidcError('oidc/issued-in-future', 'iat is in the future');
  if (iat + maxAge <= now) throw new OidcError('oidc/expired', 'the request is too old');
  return { jti, refusedFrom: (iat + maxAge) * 1000, body };
}

/** Throws `oidc/token-hash` where other octets were signed. */
export function checkAdministrationBody({ body }: SignedAdministrationHead, octets: Uint8Array): void {
  if (body !== bodyDigest(octets)) throw new OidcError('oidc/token-hash', 'body is of other octets');
}

/** Both: whether this key signed exactly this request. */
export function verifyAdministrationRequest(
  text: string,
  expected: Omit<AdministrationRequest, 'jti'>,
  key: VerificationKey,
  judging: Judging = {},
): VerifiedAdministrationRequest {
  const head = verifyAdministrationHead(text, expected, key, judging);
  checkAdministrationBody(head, expected.body);
  return { jti: head.jti, refusedFrom: head.refusedFrom };
}
