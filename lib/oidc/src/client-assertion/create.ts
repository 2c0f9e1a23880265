import { type SigningKey, signJws } from '../jws/index.ts';

export interface ClientAssertion {
  readonly clientId: string;
  /** The issuer of the provider: the form that later rules demand (rfc7523bis). */
  readonly audience: string;
  /** Unguessable and never used again. */
  readonly jti: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Seconds; default 60. */
  readonly lifetime?: number;
}

/** Makes the assertion in the strict form: one `aud` string, `iat`, numeric `exp`, `kid` where the key has one. */
export function createClientAssertion(assertion: ClientAssertion, key: SigningKey): string {
  const iat = Math.floor(assertion.time / 1000);
  return signJws(
    {
      iss: assertion.clientId,
      sub: assertion.clientId,
      aud: assertion.audience,
      jti: assertion.jti,
      iat,
      exp: iat + (assertion.lifetime ?? 60),
    },
    key,
  );
}
