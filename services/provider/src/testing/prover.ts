import { createHash, randomUUID } from 'node:crypto';
import * as jose from 'jose';
import type { Posted, TokenApp } from './token-app.ts';

/** What a proof says beside the ordinary; undefined removes a claim. */
export interface ProofChanges {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** Makes DPoP proofs with jose, so that the provider is never checked with its own code, and remembers the nonce it was given. */
export class Prover {
  readonly jwk: jose.JWK;
  readonly thumbprint: string;
  readonly alg: string;
  readonly key: CryptoKey;
  nonce: string | undefined;

  private constructor(alg: string, key: CryptoKey, jwk: jose.JWK, thumbprint: string) {
    this.alg = alg;
    this.key = key;
    this.jwk = jwk;
    this.thumbprint = thumbprint;
  }

  static async create(alg = 'ES256'): Promise<Prover> {
    const pair = await jose.generateKeyPair(alg, { extractable: true });
    const jwk = await jose.exportJWK(pair.publicKey);
    return new Prover(alg, pair.privateKey, jwk, await jose.calculateJwkThumbprint(jwk));
  }

  /** `request` is `POST https://…`; `time` milliseconds since 1970. */
  async proof(
    request: string,
    time: number,
    token?: string,
    { claims, header }: ProofChanges = {},
  ): Promise<string> {
    const [htm, htu] = request.split(' ');
    const all = {
      jti: randomUUID(),
      htm,
      htu,
      iat: Math.floor(time / 1000),
      ...(this.nonce !== undefined && { nonce: this.nonce }),
      ...(token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') }),
      ...claims,
    };
    return await new jose.CompactSign(new TextEncoder().encode(JSON.stringify(all)))
      .setProtectedHeader({ typ: 'dpop+jwt', alg: this.alg, jwk: this.jwk, ...header })
      .sign(this.key);
  }

  /** A token request with a proof; its answer's nonce is remembered. */
  async post(t: TokenApp, form: Record<string, string>, changes?: ProofChanges): Promise<Posted> {
    const dpop = await this.proof(`POST ${t.endpoints.token}`, t.clock.now(), undefined, changes);
    return this.heard(await t.post({ ...form, ...(await t.authentication()) }, { more: { dpop } }));
  }

  /** Redeems a code; asks for a nonce first where it has none. */
  async redeem(t: TokenApp, code: string): Promise<Posted> {
    if (this.nonce === undefined) await this.post(t, t.redemption(code));
    return this.post(t, t.redemption(code));
  }

  async userinfo(t: TokenApp, token: string, changes?: ProofChanges): Promise<Posted> {
    const dpop = await this.proof(`GET ${t.endpoints.userinfo}`, t.clock.now(), token, changes);
    const headers = { authorization: `DPoP ${token}`, dpop };
    return this.heard(await t.read(await t.app.request(t.endpoints.userinfo, { headers })));
  }

  private heard(answer: Posted): Posted {
    this.nonce = answer.headers.get('dpop-nonce') ?? this.nonce;
    return answer;
  }
}
