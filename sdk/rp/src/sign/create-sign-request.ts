import { RelyingPartyError } from '../error.ts';
import { type AuthorizationOptions, beginLogin, type LoginSession } from '../login/index.ts';
import type { Settings } from '../options.ts';
import { requestTokens, requestWithProof } from '../provider/index.ts';
import { digestsOf, type SignableDocument } from './documents.ts';
import { parseCreated, refusalOf } from './messages.ts';

export interface SignOptions extends Partial<AuthorizationOptions> {
  /** One; several are an extension of Kazasu, at most 16. */
  readonly documents: readonly SignableDocument[];
}

/** As a login's session; keep it the same way. Plain data. */
export interface SignSession extends LoginSession {
  readonly signTransactionId: string;
  /** What was asked to be signed, base64. */
  readonly digests: readonly string[];
}

export interface SignRequest {
  /** Where to send the browser. */
  readonly url: string;
  readonly session: SignSession;
}

/** Registers the digests with the client's own token, and makes the address at which the person signs them. */
export async function createSignRequest(settings: Settings, options: SignOptions): Promise<SignRequest> {
  const endpoint = endpointOf(settings);
  const scope = [...new Set([...(options.scope ?? ['openid']), 'sign' as const])];
  if (!scope.includes('openid')) throw new RelyingPartyError('rp/parameter', 'scope must include openid');
  const digests = await digestsOf(options.documents);
  const { accessToken } = await requestTokens(settings, { grantType: 'client_credentials' });
  const signTransactionId = await create(settings, endpoint, {
    accessToken,
    body: bodyOf(digests, options.documents),
  });
  const { acrValues } = options;
  const login = await beginLogin(settings, { scope, ...(acrValues && { acrValues }) }, { signTransactionId });
  return { url: login.url, session: { ...login.session, signTransactionId, digests } };
}

/** Of the signature API. Throws `rp/configuration` where the issuer does not tell. */
export function endpointOf({ signTransactions }: Settings): string {
  if (signTransactions !== undefined) return signTransactions;
  throw new RelyingPartyError(
    'rp/configuration',
    'the issuer does not end in /realms/<name>: the signature API is unknown',
  );
}

/** One document as the service takes it, several by the extension. */
function bodyOf(digests: readonly string[], documents: readonly SignableDocument[]): string {
  const named = digests.map((digest, index) => ({ digest, name: documents[index]?.name }));
  const [first, ...others] = named;
  if (first === undefined || others.length > 0) return JSON.stringify({ documents: named });
  return JSON.stringify({ digest: first.digest, document_name: first.name });
}

async function create(
  settings: Settings,
  endpoint: string,
  { accessToken, body }: { readonly accessToken: string; readonly body: string },
): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const init = () => ({ method: 'POST', headers, body });
  const answer = await requestWithProof(settings, endpoint, init, accessToken);
  // Which of the two the real service answers is not known.
  if (answer.status === 200 || answer.status === 201) return parseCreated(answer.body);
  throw refusalOf(answer, 'the provider refused the sign transaction');
}
