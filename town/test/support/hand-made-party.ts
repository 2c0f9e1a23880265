import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { ClientRegistration } from '@kazasu/provider/api';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Town } from '../../src/town.ts';

/** Claims and header of a client assertion, exactly as they go out; what is undefined is left out. */
export interface Assertion {
  readonly header?: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
}

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

let count = 0;

/** A relying party that writes every parameter itself. */
export class HandMadeParty {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly alg: 'ES256' | 'RS256';
  readonly #town: Town;
  readonly #key: CryptoKey;

  private constructor(town: Town, clientId: string, alg: 'ES256' | 'RS256', key: CryptoKey) {
    this.#town = town;
    this.clientId = clientId;
    this.redirectUri = `https://${clientId.toLowerCase()}.example/callback?tenant=1`;
    this.alg = alg;
    this.#key = key;
  }

  /** Makes keys and registers with the town. */
  static async register(
    town: Town,
    alg: 'ES256' | 'RS256' = 'ES256',
    jwk: Partial<JWK> = {},
    changes: Partial<ClientRegistration> = {},
  ): Promise<HandMadeParty> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    count += 1;
    const party = new HandMadeParty(town, `HANDMADE${count}`, alg, privateKey);
    await town.addClient({
      clientId: party.clientId,
      kind: 'private',
      name: 'A shop',
      redirectUris: [party.redirectUri],
      jwks: { keys: [{ ...(await exportJWK(publicKey)), alg, use: 'sig', ...jwk }] },
      ...changes,
    });
    return party;
  }

  /** A fresh authorization request; `change` overrides parameters, undefined removes one. */
  begin(change: Record<string, string | undefined> = {}) {
    const verifier = randomBytes(48).toString('base64url');
    const state = randomBytes(16).toString('hex');
    const nonce = randomBytes(16).toString('hex');
    const parameters = {
      response_type: 'code',
      scope: 'openid name address birthdate gender',
      client_id: this.clientId,
      redirect_uri: this.redirectUri,
      state,
      nonce,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      acr_values: 'aal3 crl',
      ...change,
    };
    const given = Object.entries(parameters).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const url = `${this.#town.urls.issuer}/protocol/openid-connect/auth?${new URLSearchParams(given)}`;
    return { url, verifier, state, nonce };
  }

  get tokenEndpoint(): string {
    return `${this.#town.urls.issuer}/protocol/openid-connect/token`;
  }

  /** Signs an assertion; by default one that nobody could object to. */
  async assertion(made?: Assertion): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims = made?.claims ?? {
      iss: this.clientId,
      sub: this.clientId,
      aud: this.#town.urls.issuer,
      jti: randomUUID(),
      iat: now,
      exp: now + 60,
    };
    return new SignJWT(claims).setProtectedHeader({ alg: this.alg, ...made?.header }).sign(this.#key);
  }

  /** Exchanges a code. */
  async redeem(code: string, verifier: string, assertion?: string): Promise<TokenAnswer> {
    return this.token(
      { grant_type: 'authorization_code', code, redirect_uri: this.redirectUri, code_verifier: verifier },
      assertion,
    );
  }

  async token(form: Record<string, string>, assertion?: string): Promise<TokenAnswer> {
    const response = await fetch(this.tokenEndpoint, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: this.clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion ?? (await this.assertion()),
        ...form,
      }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  }

  async userinfo(accessToken: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.#town.urls.issuer}/protocol/openid-connect/userinfo`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}
