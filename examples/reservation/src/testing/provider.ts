import { createHash, generateKeyPairSync, sign } from 'node:crypto';

export const ISSUER = 'https://idp.example/api/realms/main';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Logs everybody in as one person; `items` may be changed. */
export class TestProvider {
  items: Record<string, string> = {
    name: '港野　はるか',
    address: '架空県みなと野市波止場町1番2号',
    birthdate: '19900401',
    gender: '2',
  };
  /** How often tokens were asked for. */
  tokenRequests = 0;
  readonly #time: number;
  #nonce = '';

  constructor(time: number) {
    this.#time = time;
  }

  /** The callback that follows an authorization request. */
  callbackFor(location: string, answer: Record<string, string> = { code: 'c', session_state: 's' }): string {
    const { searchParams } = new URL(location);
    this.#nonce = searchParams.get('nonce') ?? '';
    const state = searchParams.get('state') ?? '';
    const callback = new URL(searchParams.get('redirect_uri') ?? '');
    return `${callback.pathname}?${new URLSearchParams({ state, iss: ISSUER, ...answer })}`;
  }

  readonly fetch: typeof globalThis.fetch = async (input) => {
    const path = new URL(String(input)).pathname;
    if (path.endsWith('/token')) {
      this.tokenRequests += 1;
      return Response.json(this.#tokens());
    }
    if (path.endsWith('/userinfo')) return Response.json({ sub: 'person', ...this.items });
    const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'k' };
    return path.endsWith('/certs') ? Response.json({ keys: [jwk] }) : new Response('', { status: 404 });
  };

  #tokens(): object {
    const now = this.#time / 1000;
    const half = createHash('sha256').update('access').digest().subarray(0, 16);
    const claims = {
      iss: ISSUER,
      aud: 'RP0001',
      sub: 'person',
      iat: now,
      exp: now + 300,
      nonce: this.#nonce,
    };
    const input = `${encode({ alg: 'ES256', kid: 'k' })}.${encode({ ...claims, at_hash: half.toString('base64url') })}`;
    const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    const signature = sign('sha256', Buffer.from(input), key).toString('base64url');
    return {
      access_token: 'access',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: `${input}.${signature}`,
    };
  }
}
