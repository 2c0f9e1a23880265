import { type SigningKey, signJws } from '../jws/index.ts';
import { REQUEST_OBJECT_TYPE } from './parse.ts';

export interface RequestObject {
  readonly clientId: string;
  /** The issuer of the provider. */
  readonly audience: string;
  /** Of the authorization request, by their wire names; `client_id` is added. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Unguessable and never used again. */
  readonly jti: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Seconds; default 60. */
  readonly lifetime?: number;
}

/** The value of the parameter `request`. */
export function createRequestObject(request: RequestObject, key: SigningKey): string {
  const now = Math.floor(request.time / 1000);
  return signJws(
    {
      ...request.parameters,
      client_id: request.clientId,
      iss: request.clientId,
      aud: request.audience,
      jti: request.jti,
      iat: now,
      nbf: now,
      exp: now + (request.lifetime ?? 60),
    },
    key,
    REQUEST_OBJECT_TYPE,
  );
}
