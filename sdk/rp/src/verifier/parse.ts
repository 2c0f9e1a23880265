import { BytesError, fromBase64 } from '@kazasu/bytes';
import { OidcError, parseJsonObject } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Answer } from '../provider/index.ts';
import { requireSame } from './question.ts';

export type Verdict = 'valid' | 'invalid' | 'indeterminate';

/** Name, address, birth date and sex as the signature certificate has them. */
export interface VerifiedItems {
  readonly name: string;
  readonly address: string;
  /** `YYYYMMDD`; parts that the register does not know are zeros. */
  readonly birthdate: string;
  readonly gender: string;
  /** One `0` or `1` for each character; `1` marks a substitute for one that the certificate cannot carry. */
  readonly nameSubstituteFlags: string;
  readonly addressSubstituteFlags: string;
}

/** What the card gave. The certificate holds name, address, birth date and sex. */
export interface GivenSignature {
  /** DER. */
  readonly certificate: Uint8Array;
  /** SHA-256 digests and the values over them, in the order in which they were signed. */
  readonly signatures: readonly { readonly digest: Uint8Array; readonly signature: Uint8Array }[];
}

/** One rule and what was found; of a document's report those of its signatures are among them. */
export interface VerificationCheck {
  readonly id: string;
  readonly status: 'passed' | 'failed' | 'undetermined' | 'skipped';
  readonly reason?: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface Verification {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly verdict: Verdict;
  readonly method: string;
  readonly purpose: string;
  readonly reference: string | undefined;
  /** How revocation was learnt. */
  readonly revocation: string;
  /** Of what was signed, hexadecimal. */
  readonly digests: readonly string[];
  /** SHA-256 of the document, hexadecimal; undefined where there was none. Of a detached signature, that of the signature. */
  readonly document: string | undefined;
  /** Where the signer's key is; undefined where there is no one valid signer, or the verifier does not tell. */
  readonly device: 'card' | 'phone' | undefined;
  /** The same for a person, also with a renewed certificate; undefined where nobody could be told. */
  readonly personId: string | undefined;
  /** In the first answer to a valid signature alone: not in one that had to be asked for again. */
  readonly items: VerifiedItems | undefined;
  readonly evidence: { readonly id: string; readonly leafIndex: number };
  /** Every check, those inside of others too, in the order of the report. */
  readonly checks: readonly VerificationCheck[];
  /** The report as it came. */
  readonly report: Json;
  /** The same in words of the language that was asked for. */
  readonly words: Json;
}

type Json = Readonly<Record<string, unknown>>;

/** Throws `rp/response`. */
export function parseVerification({ body }: Answer): Verification {
  const json = jsonOf(body);
  const evidence = objectOf(json.evidence, 'evidence');
  const report = objectOf(json.report, 'report');
  return {
    id: textOf(json, 'id'),
    at: numberOf(json, 'at'),
    verdict: verdictOf(json.verdict),
    method: textOf(json, 'method'),
    purpose: textOf(json, 'purpose'),
    reference: typeof json.reference === 'string' ? json.reference : undefined,
    revocation: textOf(json, 'revocation'),
    digests: digestsOf(json.digests),
    document: typeof json.document === 'string' ? json.document : undefined,
    device: json.device === 'card' || json.device === 'phone' ? json.device : undefined,
    personId: typeof json.personId === 'string' ? json.personId : undefined,
    items: json.items === undefined ? undefined : itemsOf(objectOf(json.items, 'items')),
    evidence: { id: textOf(evidence, 'id'), leafIndex: numberOf(evidence, 'leafIndex') },
    checks: [...checksIn(report, 0)],
    report,
    words: objectOf(json.words, 'words'),
  };
}

/** Those of the verification of this id. */
export function parseItems({ body }: Answer, asked: string): VerifiedItems {
  const { id, items } = jsonOf(body);
  requireSame(id, asked, 'id');
  return itemsOf(objectOf(items, 'items'));
}

/** Those of the verification of this id. */
export function parseSignature({ body }: Answer, asked: string): GivenSignature {
  const { id, certificate, signatures } = jsonOf(body);
  requireSame(id, asked, 'id');
  if (!Array.isArray(signatures)) throw response('there are no signatures');
  return {
    certificate: octetsOf(certificate),
    signatures: signatures.map((one) => {
      const { digest, signature } = objectOf(one, 'signatures');
      return { digest: octetsOf(digest), signature: octetsOf(signature) };
    }),
  };
}

/** Which record a bundle is about (docs/evidence-bundle.md section 3); whether it is true is for its checkers. */
export function recordIn({ body }: Answer): string {
  return textOf(jsonOf(octetsOf(jsonOf(body).entry)), 'id');
}

function octetsOf(value: unknown): Uint8Array {
  try {
    if (typeof value === 'string' && value !== '') return fromBase64(value);
  } catch (cause) {
    if (!(cause instanceof BytesError)) throw cause;
  }
  throw response('a value is not base64');
}

function digestsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map((digest) => {
    if (typeof digest === 'string') return digest;
    throw response('a digest is not text');
  });
}

/** What is not known as good is not good. */
function verdictOf(value: unknown): Verdict {
  const known = (['valid', 'invalid', 'indeterminate'] as const).find((verdict) => verdict === value);
  if (known === undefined) throw response('the verdict is none');
  return known;
}

function itemsOf(json: Json): VerifiedItems {
  return {
    name: stringOf(json, 'name'),
    address: stringOf(json, 'address'),
    birthdate: stringOf(json, 'birthdate'),
    gender: stringOf(json, 'gender'),
    nameSubstituteFlags: stringOf(json, 'nameSubstituteFlags'),
    addressSubstituteFlags: stringOf(json, 'addressSubstituteFlags'),
  };
}

const DEPTH_MAX = 8;
const STATUSES = ['passed', 'failed', 'undetermined', 'skipped'] as const;

/** Reports have reports in them, in members of several names. */
function* checksIn(value: unknown, depth: number): Generator<VerificationCheck> {
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return;
  const json: Json = { ...value };
  const status = STATUSES.find((known) => known === json.status);
  if (typeof json.id === 'string' && status !== undefined) {
    yield {
      id: json.id,
      status,
      ...(typeof json.reason === 'string' && { reason: json.reason }),
      facts: factsOf(json.facts),
    };
  }
  for (const inner of Object.values(json)) yield* checksIn(inner, depth + 1);
}

function factsOf(value: unknown): VerificationCheck['facts'] {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string | number] =>
      ['string', 'number'].includes(typeof pair[1]),
    ),
  );
}

function jsonOf(body: Uint8Array): Json {
  try {
    return parseJsonObject(body);
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw response('the answer is not a JSON object');
  }
}

function objectOf(value: unknown, name: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw response(`${name} is not an object`);
}

function stringOf(json: Json, name: string): string {
  const value = json[name];
  if (typeof value === 'string') return value;
  throw response(`${name} is missing`);
}

function textOf(json: Json, name: string): string {
  const value = stringOf(json, name);
  if (value === '') throw response(`${name} is empty`);
  return value;
}

function numberOf(json: Json, name: string): number {
  const value = json[name];
  if (typeof value === 'number') return value;
  throw response(`${name} is missing`);
}

function response(message: string): RelyingPartyError {
  return new RelyingPartyError('rp/response', `the verifier: ${message}`);
}
