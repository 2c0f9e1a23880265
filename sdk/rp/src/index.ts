/**
 * The relying party's side of a login and a signature with the My Number Card: authorization URL, callback, userinfo, what
 * was signed, and what the platform operator says of it. Checks everything the standards ask of a relying party (state, issuer, PKCE, nonce, signature, audience, times, at_hash)
 * and leaves nothing of it to its user. Refuses http except on this machine, redirects, and whatever is absent.
 */
export type { IdToken, Scope, Userinfo } from '@kazasu/oidc';
export type { Clock } from './clock.ts';
export { RelyingPartyError, type RelyingPartyErrorCode, type VerifierProblem } from './error.ts';
export type {
  AuthorizationOptions,
  Login,
  LoginResult,
  LoginSession,
  LogoutOptions,
  Tokens,
} from './login/index.ts';
export type { RelyingPartyOptions } from './options.ts';
export type { PrivateKeyInput } from './private-key.ts';
export { type DiscoveredProvider, discoverProvider } from './provider/index.ts';
export { createRelyingParty, type RelyingParty } from './relying-party.ts';
export type {
  CertificateStatus,
  ClearSignature,
  SignableDocument,
  SignedResult,
  SignOptions,
  SignRequest,
  SignResult,
  SignSession,
} from './sign/index.ts';
export {
  createVerifierClient,
  type DocumentMediaType,
  type GivenSignature,
  type Verdict,
  type Verification,
  type VerificationCheck,
  type VerificationOrder,
  type VerifiedItems,
  type VerifierClient,
  type VerifierClientOptions,
} from './verifier/index.ts';
