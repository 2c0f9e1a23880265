import { join } from 'node:path';
import { mock } from 'node:test';
import { openKeyFolder } from '@kazasu/server/keys';
import { SignJWT } from 'jose';
import * as v from 'valibot';
import type { TestTown } from './fresh-town.ts';

const Tokens = v.object({ access_token: v.string(), refresh_token: v.string() });
type Tokens = v.InferOutput<typeof Tokens>;

const CLIENT_ID = 'RESERVATION';

/** What the token endpoint gives to the reservation site, which tells nobody. Begins before the town does. */
export function tapTokens(): { readonly last: () => Tokens; readonly end: () => void } {
  const given: Tokens[] = [];
  const own = globalThis.fetch;
  const tapped = mock.method(globalThis, 'fetch', async (...parameters: Parameters<typeof fetch>) => {
    const response = await own(...parameters);
    const [, init] = parameters;
    if (response.ok && new URLSearchParams(String(init?.body)).get('client_id') === CLIENT_ID)
      given.push(v.parse(Tokens, await response.clone().json()));
    return response;
  });
  return {
    last: () => v.parse(Tokens, given.at(-1)),
    end: () => tapped.mock.restore(),
  };
}

/** The status with which the provider answers the reservation site's tokens, after the site itself is long done with them. */
export async function tryTokens(
  { town, dataFolder }: TestTown,
  { access_token, refresh_token }: Tokens,
): Promise<{ readonly userinfo: number; readonly refresh: number }> {
  const { issuer } = town.urls;
  const key = await openKeyFolder(join(dataFolder, 'reservation', 'keys')).loadOrCreate('client', 'ec-p256');
  const assertion = await new SignJWT({
    iss: CLIENT_ID,
    sub: CLIENT_ID,
    aud: issuer,
    jti: crypto.randomUUID(),
  })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(key);
  const userinfo = await fetch(`${issuer}/protocol/openid-connect/userinfo`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  const refresh = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token,
      client_id: CLIENT_ID,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  return { userinfo: userinfo.status, refresh: refresh.status };
}
