import { REDIRECT_URI, type RelyingParty, type Visitor } from '@kazasu/conformance/load';

/** One whole login at the peer. Throws when any step does not answer as it must. */
export async function peerFlow(visitor: Visitor, issuer: string, rp: RelyingParty): Promise<void> {
  const { query, verifier } = rp.begin();
  let answer = await visitor.get(`${issuer}/auth?${query}`);
  let location = new URL(answer.headers.location ?? '', issuer);
  while (!location.href.startsWith(REDIRECT_URI)) {
    answer = await visitor.get(location.href);
    if (answer.headers.location === undefined) {
      throw new Error(`The peer stopped at ${location.pathname} with status ${answer.status}.`);
    }
    location = new URL(answer.headers.location, issuer);
  }
  const code = location.searchParams.get('code') ?? '';
  const tokens = await visitor.postForm(`${issuer}/token`, rp.redeem(code, verifier, issuer));
  if (tokens.status !== 200) {
    throw new Error(`The peer's token endpoint answered ${tokens.status}: ${tokens.body}`);
  }
  const { access_token: accessToken } = JSON.parse(tokens.body) as { access_token: string };
  const items = await visitor.get(`${issuer}/me`, { authorization: `Bearer ${accessToken}` });
  if (!items.body.includes('19880517')) {
    throw new Error(`The peer's userinfo answered ${items.status}: ${items.body}`);
  }
}
