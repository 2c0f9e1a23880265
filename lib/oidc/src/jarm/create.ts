import { type SigningKey, signJws } from '../jws/index.ts';

export interface SignedResponse {
  readonly issuer: string;
  /** The client. */
  readonly audience: string;
  /** Of the answer, `iss` left out: it is a claim of its own. */
  readonly parameters: readonly (readonly [string, string])[];
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Seconds; JARM 2.1 advises at most ten minutes. The browser brings the answer at once, and a code does not live longer. */
const LIFETIME = 60;

/** The value of the parameter `response` (JARM 2.1). */
export function createSignedResponse(
  { issuer, audience, parameters, time }: SignedResponse,
  key: SigningKey,
): string {
  const exp = Math.floor(time / 1000) + LIFETIME;
  return signJws({ iss: issuer, aud: audience, exp, ...Object.fromEntries(parameters) }, key);
}
