/** The steps of a login: the address to send the browser to, the callback with its tokens, the items, new tokens, the end. */
export { beginLogin } from './begin-login.ts';
export { type AuthorizationOptions, createLogin, type Login, type LoginSession } from './create-login.ts';
export { fetchUserinfo } from './fetch-userinfo.ts';
export { finishLogin, type LoginResult, type Tokens } from './finish-login.ts';
export { type LogoutOptions, logoutUrl } from './logout-url.ts';
export { refreshTokens } from './refresh-tokens.ts';
