import { OidcError, parseErrorResponse, parseJsonObject } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Answer } from '../provider/index.ts';

/** A digest as it was asked for and the value over it, base64. */
export interface WireSignature {
  readonly digest: string;
  readonly signature: string;
}

/** What the authority said of the certificate when it was used; `unknown` is not good. */
export interface CertificateStatus {
  readonly status: 'good' | 'revoked' | 'on_hold' | 'unknown';
  readonly checkMethod: string;
  /** Milliseconds since 1970. */
  readonly checkedAt: number;
}

/** What the signature API answers, with names of ours. */
export type WireResult = { readonly signTransactionId: string } & (
  | { readonly kind: 'private'; readonly jwe: string }
  | {
      readonly kind: 'government';
      readonly certificate: string;
      readonly signatures: readonly WireSignature[];
      readonly status: CertificateStatus;
    }
);

type Json = Readonly<Record<string, unknown>>;

/** The id of a new sign transaction: a UUID. Throws `rp/response`. */
export function parseCreated(body: Uint8Array): string {
  const id = jsonOf(body).sign_transaction_id;
  if (typeof id === 'string' && /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(id)) return id;
  throw response('there is no sign_transaction_id');
}

/** Throws `rp/response` for what is neither a private nor a government client's result. */
export function parseResult(body: Uint8Array): WireResult {
  const json = jsonOf(body);
  const signTransactionId = textOf(json, 'sign_transaction_id');
  if (json.sign_certificate_jwe !== undefined) {
    const jwe = textOf(json, 'sign_certificate_jwe');
    if (!/^(?:[\w-]*\.){4}[\w-]+$/.test(jwe)) throw response('the JWE is not in its compact form');
    return { signTransactionId, kind: 'private', jwe };
  }
  const { signatures } = json;
  if (!Array.isArray(signatures)) throw response('there is neither a JWE nor a signature');
  return {
    signTransactionId,
    kind: 'government',
    certificate: textOf(json, 'certificate'),
    signatures: signatures.map((one) => {
      const it = objectOf(one);
      return { digest: textOf(it, 'digest'), signature: textOf(it, 'signature') };
    }),
    status: statusOf(objectOf(json.certificate_status)),
  };
}

/** A status that we do not know is none that may be taken for good. */
function statusOf(json: Json): CertificateStatus {
  const status = (['good', 'revoked', 'on_hold'] as const).find((known) => known === json.status);
  const { checked_at: seconds } = json;
  if (typeof seconds !== 'number') throw response('it is not told when the certificate was checked');
  return {
    status: status ?? 'unknown',
    checkMethod: textOf(json, 'check_method'),
    checkedAt: seconds * 1000,
  };
}

/** `rp/sign-refused` with what the provider said, or `rp/response` where it said nothing that can be read. */
export function refusalOf({ status, body }: Answer, message: string): RelyingPartyError {
  try {
    return new RelyingPartyError('rp/sign-refused', message, { refusal: parseErrorResponse(body) });
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    return response(`it answered with status ${status}`);
  }
}

function jsonOf(body: Uint8Array): Json {
  try {
    return parseJsonObject(body);
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw response('the answer is not a JSON object');
  }
}

function objectOf(value: unknown): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw response('a member is not an object');
}

function textOf(json: Json, name: string): string {
  const value = json[name];
  if (typeof value === 'string' && value !== '') return value;
  throw response(`${name} is missing`);
}

function response(message: string): RelyingPartyError {
  return new RelyingPartyError('rp/response', `the signature API: ${message}`);
}
