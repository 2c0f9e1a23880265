/** The userinfo response: four items as the card holds them, which is not the form of OpenID Connect Core 5.1. */
export { parseUserinfo, type Userinfo } from './userinfo.ts';
