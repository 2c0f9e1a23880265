import { randomUUID } from 'node:crypto';
import * as jose from 'jose';

/** Claims and header of an assertion; undefined removes a claim. */
export interface Assertion {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: CryptoKey;
}

let rsaKeys: Promise<jose.GenerateKeyPairResult> | undefined;

/** RSA keys take long to make; no test depends on their being new. */
function sharedRsaKeys(): Promise<jose.GenerateKeyPairResult> {
  rsaKeys ??= jose.generateKeyPair('RS256', { extractable: true });
  return rsaKeys;
}

/** Signs with jose, so that the provider is never checked with its own code. */
export class RelyingParty {
  readonly clientId: string;
  readonly jwks: { keys: Record<string, unknown>[] };
  readonly ec: CryptoKey;
  readonly rsa: CryptoKey;
  /** The RSA key for PS256. */
  readonly pss: CryptoKey;

  private constructor(
    clientId: string,
    jwks: { keys: Record<string, unknown>[] },
    ec: CryptoKey,
    rsa: CryptoKey,
    pss: CryptoKey,
  ) {
    this.clientId = clientId;
    this.jwks = jwks;
    this.ec = ec;
    this.rsa = rsa;
    this.pss = pss;
  }

  static async create(clientId = 'RP00000001'): Promise<RelyingParty> {
    const ec = await jose.generateKeyPair('ES256', { extractable: true });
    const rsa = await sharedRsaKeys();
    const keys = [
      { ...(await jose.exportJWK(ec.publicKey)), kid: 'ec' },
      { ...(await jose.exportJWK(rsa.publicKey)), kid: 'rsa' },
    ];
    const pss = (await jose.importJWK(await jose.exportJWK(rsa.privateKey), 'PS256')) as CryptoKey;
    return new RelyingParty(clientId, { keys }, ec.privateKey, rsa.privateKey, pss);
  }

  /** In the strict form unless told otherwise; `time` is milliseconds since 1970. */
  async assertion(issuer: string, time: number, { claims, header, key }: Assertion = {}): Promise<string> {
    const now = Math.floor(time / 1000);
    const all = {
      iss: this.clientId,
      sub: this.clientId,
      aud: issuer,
      jti: randomUUID(),
      iat: now,
      exp: now + 60,
      ...claims,
    };
    const signer = new jose.CompactSign(new TextEncoder().encode(JSON.stringify(all)));
    const protectedHeader = { alg: 'ES256', kid: 'ec', ...header };
    return await signer.setProtectedHeader(protectedHeader).sign(key ?? this.ec);
  }
}
