import { OidcError, parseErrorResponse, parseUserinfo, type Userinfo } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { type Answer, requestWithProof } from '../provider/index.ts';
import type { Tokens } from './finish-login.ts';

/** Fetches the items; they must be about the person of the ID token (OpenID Connect Core 5.3.4). */
export async function fetchUserinfo(
  settings: Settings,
  { accessToken, subject }: Pick<Tokens, 'accessToken' | 'subject'>,
): Promise<Userinfo> {
  const answer = await requestWithProof(settings, settings.endpoints.userinfo, () => ({}), accessToken);
  const userinfo = read(answer);
  if (userinfo.subject !== subject)
    throw new RelyingPartyError('rp/userinfo', 'userinfo is about somebody else');
  return userinfo;
}

function read({ status, body }: Answer): Userinfo {
  try {
    if (status === 200) return parseUserinfo(body);
    const refusal = parseErrorResponse(body);
    throw new RelyingPartyError('rp/userinfo-refused', 'the provider refused the access token', { refusal });
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw new RelyingPartyError('rp/response', `userinfo answered ${status}: ${cause.message}`);
  }
}
