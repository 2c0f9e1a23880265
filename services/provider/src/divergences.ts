/**
 * Everything this provider does without having read it on an official page: one row per guess, and code reads
 * the value from the row (`DIVERGENCES.codeLifetimeMs.value`), so that a correction is a change of one line.
 * Some rows say what the code does by its shape and have no switch: `accessTokenClaims`, `authorizationResponseIss`,
 * `chipProof`, `codeChallenge`, `dpop`, `errorDescriptions`, `numberMatching`, `sessionEndpoints`, `signCardInput`, `signCreateBody`, `signGovernmentResult`,
 * `signPossession`, `signStatusMethod`, `signSubject`, `signedResultMembers`, `subjectForm`, `subjectSector` and
 * `tokenResponseMembers`.
 * `cardIssuerNumbers` is a value of lib/card, whose judgement of items it belongs to.
 * `docs/divergences.md` is generated from this table. Sections are those of the collected wire facts.
 */

import { ISSUER_NUMBERS } from '@kazasu/card/integrity';
import { type Divergence, row } from './divergence-row.ts';
import { HOLDER_DIVERGENCES } from './holder/divergences.ts';
import { INTERACTION_DIVERGENCES } from './interaction/divergences.ts';
import { SIGN_DIVERGENCES } from './sign/divergences.ts';

export type { Divergence, Mark } from './divergence-row.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const DIVERGENCES = {
  // ---- authorization request ----------------------------------------------------------------------------
  authorizationMethods: row(
    '2',
    'KC',
    'The official page names GET; OpenID Connect Core 3.1.2.1 demands POST as well, and the product behind the service takes it.',
    ['GET', 'POST'],
  ),
  requireState: row(
    '2.6',
    '公式',
    'The table calls state required; whether its absence is refused is not known.',
    true,
  ),
  requireNonce: row(
    '2.6',
    '公式',
    'The table calls nonce required; whether its absence is refused is not known.',
    true,
  ),
  codeChallenge: row(
    '2.6',
    '公式',
    'The official table allows 1 to 128 characters; an S256 challenge always has 43, and no other can be met.',
    'what SHA-256 can give in base64url',
  ),
  acrValues: row(
    '2.3',
    '推定',
    'Only `aal3` and `crl` have been seen; `ocsp` is ours. Other values are ignored, as the standard has it.',
    ['aal3', 'crl', 'ocsp'],
  ),
  defaultRevocation: row(
    '2.3',
    '推定',
    'How revocation is learnt when acr_values names no way; every sample names `crl`.',
    'crl',
  ),
  acrClaim: row('2.3', '推定', 'What the ID token carries as acr.', 'aal3'),
  authorizationResponseIss: row(
    '2.5',
    'KC',
    'Whether the redirect carries iss (RFC 9207); newer releases of the product add it.',
    true,
  ),
  promptNoneError: row(
    '2.6',
    'KC',
    'The error for prompt=none; no session is ever kept, so nobody is logged in.',
    'login_required',
  ),
  missingOpenidError: row(
    '2.2',
    '推定',
    'The error when the scope lacks openid; the page calls it mandatory.',
    'invalid_scope',
  ),
  unknownSignTransaction: row(
    '11.5',
    '不明',
    'The description for a signing transaction that is unknown, foreign or not to be used with this scope.',
    'Invalid parameter: sign_transaction_id',
  ),

  signScope: row(
    '2.2',
    '不明',
    'Whether a request with the scope sign and no sign_transaction_id is refused, or is a login.',
    'Missing parameter: sign_transaction_id',
  ),

  ...SIGN_DIVERGENCES,

  ...INTERACTION_DIVERGENCES,
  ...HOLDER_DIVERGENCES,

  // ---- card proof ----------------------------------------------------------------------------------------
  chipProof: row(
    '4',
    '不明',
    'How the service makes sure that the items come from the card that signs; nothing is published, and a chip offers several ways.',
    'EF 0007 and the age record, with a signature by either chip key over this login: ADR 0012',
  ),
  cardIssuerNumbers: row(
    'a.7',
    '推定',
    'For which application an issuer of CV certificates is trusted: the last two digits of its number tell, on test and real cards seen.',
    ISSUER_NUMBERS,
  ),

  // ---- tokens --------------------------------------------------------------------------------------------
  codeLifetimeMs: row('3.7', 'KC', 'Lifetime of an authorization code.', MINUTE),
  accessTokenLifetimeMs: row('3.7', 'KC', 'Lifetime of an access token.', 5 * MINUTE),
  idTokenLifetimeMs: row('3.7', 'KC', 'Lifetime of an ID token.', 5 * MINUTE),
  refreshTokenLifetimeMs: row(
    '3.7',
    'KC',
    'Lifetime of a refresh token; follows the idle time of a session.',
    30 * MINUTE,
  ),
  sessionLifetimeMs: row(
    '3.7',
    'KC',
    'Longest life of a session, however often it is refreshed.',
    600 * MINUTE,
  ),
  assertionLifetimeMaxMs: row(
    '3.2',
    '実装',
    'How far ahead a client assertion may expire; a relying party that works sends one day.',
    24 * 60 * MINUTE,
  ),
  clockToleranceMs: row(
    '3.2',
    '推定',
    'How far the clocks of relying party and provider may differ.',
    10 * SECOND,
  ),
  clientCredentialsScope: row(
    '3.1',
    '不明',
    'The scope that client_credentials grants when the request names none.',
    'sign',
  ),
  idTokenAlgorithm: row('3.6', '第三者', 'Signature algorithm of the ID token.', 'ES256'),
  accessTokenAlgorithm: row(
    '3.5',
    '第三者',
    'The service signs access tokens with RS256; relying parties take them as opaque, and a MAC costs a hundredth. A setting chooses for all, a registration for one client.',
    'HS256',
  ),
  dpop: row(
    '11.8',
    '不明',
    'Whether the service knows DPoP (RFC 9449), and dpop_jkt beside it; no relying party was seen to use it.',
    'a compatible client may, a strict one must',
  ),
  accessTokenClaims: row(
    '3.5',
    'KC',
    'The payload of the access token is not published; members are those of the product, with the issuer as aud.',
    'exp iat auth_time jti iss aud sub typ azp session_state acr scope sid',
  ),
  unknownClient: row(
    '3.3',
    'KC',
    'What a client assertion of an unknown client is answered with.',
    'Invalid client or Invalid client credentials',
  ),
  clientAuthenticationStatus: row(
    '3.3',
    'KC',
    'HTTP status of a failed client authentication; newer releases of the product use 401.',
    400,
  ),
  refreshTokenReused: row(
    '3.3',
    'KC',
    'What a refresh token that was used before is answered with; its session has ended.',
    'Session not active',
  ),
  refreshTokenUnknown: row(
    '3.3',
    'KC',
    'What an unknown refresh token is answered with.',
    'Invalid refresh token',
  ),
  tokenResponseMembers: row(
    '3.4',
    'KC',
    'Whether a token response has these members; the product writes them, and relying parties were not seen to read them.',
    ['refresh_expires_in', 'not-before-policy', 'session_state'],
  ),
  errorDescriptions: row(
    '3.3',
    'KC',
    'How the descriptions of errors are spelt at the authorization and the token endpoint; only the one about a missing grant_type was seen.',
    'the words of the product, as collected: client-authentication/describe-assertion-error.ts, token/describe-grant-error.ts, authorize/check-*.ts',
  ),
  sessionEndpoints: row(
    '11.8',
    '不明',
    'Whether the service has revocation, introspection and logout; the paths are those of the product behind it.',
    'POST …/revoke, POST …/token/introspect, GET and POST …/logout',
  ),
  userinfoMethods: row(
    '4',
    'KC',
    'Relying parties use GET; OpenID Connect Core 5.3.1 demands POST as well, and the product takes it.',
    ['GET', 'POST'],
  ),
  userinfoWithoutOpenid: row(
    '4',
    'KC',
    'HTTP status of userinfo for a token without openid, from memory of newer releases of the product; as in RFC 6750.',
    403,
  ),
  userinfoWithoutToken: row(
    '4',
    'KC',
    'HTTP status of userinfo without a token; RFC 6750 and newer releases of the product use 401.',
    400,
  ),
  subjectForm: row(
    '3.6',
    '推定',
    'The form of sub is not published; the product makes a UUID, and relying parties store up to 64 characters.',
    'a lower-case UUID of version 8',
  ),
  subjectSector: row(
    '3.6',
    '推定',
    'What tells services apart when the pairwise subject is made: the registration of the client, or the host of its redirect URIs.',
    'registration',
  ),
} as const satisfies Record<string, Divergence>;

export type DivergenceId = keyof typeof DIVERGENCES;
