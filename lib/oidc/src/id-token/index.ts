/** ID tokens, OpenID Connect Core section 2: made by the provider, verified by the relying party. */
export { createIdToken } from './create.ts';
export { accessTokenHash } from './hash.ts';
export type { IdToken } from './id-token.ts';
export {
  type IdTokenContext,
  type RefreshedIdTokenContext,
  verifyIdToken,
  verifyRefreshedIdToken,
} from './verify.ts';
