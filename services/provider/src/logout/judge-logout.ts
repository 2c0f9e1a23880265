import { fitsParameter, type IdTokenHint, OidcError, verifyIdTokenHint } from '@kazasu/oidc';
import type { Parameters } from '../authorize/parameters.ts';
import { type Client, findClient } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';

/** `end`: a session is named beyond doubt. `ask`: nobody can say whose logout it is. */
export type JudgedLogout =
  | { readonly kind: 'end'; readonly hint: IdTokenHint; readonly next: Next | undefined }
  | { readonly kind: 'ask'; readonly client: Client | undefined; readonly next: Next | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

/** Where the browser goes afterwards. */
export interface Next {
  readonly uri: string;
  readonly state: string | undefined;
}

type JudgeDeps = Pick<ProviderDeps, 'config' | 'store' | 'keys'>;

/** RP-Initiated Logout sections 2 and 3. A request that is refused ends nothing and leads nowhere. */
export async function judgeLogout(deps: JudgeDeps, parameters: Parameters): Promise<JudgedLogout> {
  if (parameters.repeated.length > 0) return refused('duplicated parameter');
  const hint = hintOf(deps, parameters.get('id_token_hint'));
  const named = parameters.get('client_id');
  if (hint !== undefined && named !== undefined && named !== hint.clientId) {
    return refused('Invalid parameter: client_id');
  }
  const clientId = hint?.clientId ?? named;
  const client = clientId === undefined ? undefined : await findClient(deps, clientId);
  const state = parameters.get('state');
  if (state !== undefined && !fitsParameter('state', state)) return refused('Invalid parameter: state');
  const uri = parameters.get('post_logout_redirect_uri');
  if (uri !== undefined && client?.postLogoutRedirectUris?.includes(uri) !== true) {
    return refused('Invalid parameter: post_logout_redirect_uri');
  }
  const next = uri === undefined ? undefined : { uri, state };
  return hint === undefined ? { kind: 'ask', client, next } : { kind: 'end', hint, next };
}

/** Undefined where there is none that can be believed: an altered hint is as good as none. */
function hintOf({ config, keys }: JudgeDeps, text: string | undefined): IdTokenHint | undefined {
  if (text === undefined) return undefined;
  try {
    return verifyIdTokenHint(text, { keys: keys.signing.idTokenVerification, issuer: config.issuer });
  } catch (error) {
    if (error instanceof OidcError) return undefined;
    throw error;
  }
}

function refused(reason: string): JudgedLogout {
  return { kind: 'refused', reason };
}
