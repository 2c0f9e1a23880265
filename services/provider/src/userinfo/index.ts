/**
 * Hands over what the person agreed to, to whoever holds the access token: the only place where items are opened.
 *
 * Routes: `GET …/userinfo` and `POST …/userinfo`, `Authorization: Bearer` or, for a token that is bound to a key, `DPoP`; for POST also the form parameter
 * `access_token` (RFC 6750 section 2.2). Refuses tokens that are not ours, have run out, whose session has ended, or
 * that hold no `openid`.
 */
export { mountUserinfo } from './userinfo.ts';
