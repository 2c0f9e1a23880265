import { BytesError, fromBase64 } from '@kazasu/bytes';
import { digestFormOf, isParseError, parseCertificate, publicKeyOf } from '@kazasu/pki';
import { RelyingPartyError } from '../error.ts';
import { finishLogin, type LoginResult } from '../login/index.ts';
import type { Settings } from '../options.ts';
import { type ProviderKeys, requestWithProof } from '../provider/index.ts';
import { endpointOf, type SignSession } from './create-sign-request.ts';
import { type CertificateStatus, parseResult, refusalOf, type WireResult } from './messages.ts';

/** The signed result for a private relying party: hand it to the platform operator, who alone can open it. */
export interface SignedResult {
  readonly kind: 'private';
  /** JWE, compact (RFC 7516). */
  readonly jwe: string;
}

/**
 * For a government relying party. Every signature was verified over the digest that was asked for, with the key of this
 * certificate; whether the certificate is to be believed says the provider, who checked its path and period, and `status`.
 */
export interface ClearSignature {
  readonly kind: 'government';
  /** DER. Holds name, address, birth date and gender of the person. */
  readonly certificate: Uint8Array;
  /** RSASSA-PKCS1-v1_5 with SHA-256, in the order of the documents. */
  readonly signatures: readonly Uint8Array[];
  readonly status: CertificateStatus;
}

/** `subject` is not that of a login: a signature certificate has a line of its own. */
export type SignResult = LoginResult & { readonly signed: SignedResult | ClearSignature };

/** Ends a signing: the callback as in a login, then what was signed. */
export async function fetchSignature(
  settings: Settings,
  keys: ProviderKeys,
  url: string | URL,
  session: SignSession,
): Promise<SignResult> {
  const endpoint = `${endpointOf(settings)}/${session.signTransactionId}/result`;
  const login = await finishLogin(settings, keys, url, session);
  const answer = await requestWithProof(settings, endpoint, () => ({}), login.tokens.accessToken);
  if (answer.status !== 200) throw refusalOf(answer, 'the provider refused to hand out what was signed');
  return { ...login, signed: verified(parseResult(answer.body), session) };
}

function verified(result: WireResult, session: SignSession): SignedResult | ClearSignature {
  if (result.signTransactionId.toLowerCase() !== session.signTransactionId.toLowerCase()) {
    throw wrong('the result is of another sign transaction');
  }
  if (result.kind === 'private') return { kind: 'private', jwe: result.jwe };
  try {
    return verifiedClear(result, session);
  } catch (cause) {
    if (!(cause instanceof BytesError || isParseError(cause))) throw cause;
    throw wrong('the certificate or a signature cannot be read');
  }
}

function verifiedClear(
  { certificate: encoded, signatures: values, status }: Extract<WireResult, { readonly kind: 'government' }>,
  { digests }: SignSession,
): ClearSignature {
  const certificate = fromBase64(encoded);
  const key = publicKeyOf(parseCertificate(certificate));
  if (values.length !== digests.length) throw wrong('there are more or fewer signatures than documents');
  const signatures = digests.map((asked, index) => {
    const value = values[index];
    if (value?.digest !== asked) throw wrong('another digest was signed');
    const signature = fromBase64(value.signature);
    // The digest stands at the end of its DigestInfo.
    if (digestFormOf(key, fromBase64(asked).slice(-32), signature) === 'digest-info') return signature;
    throw wrong('a signature is not by the key of the certificate over the document');
  });
  return { kind: 'government', certificate, signatures, status };
}

function wrong(message: string): RelyingPartyError {
  return new RelyingPartyError('rp/signature', message);
}
