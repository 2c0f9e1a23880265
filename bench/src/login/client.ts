import { REDIRECT_URI, type RelyingParty, SCOPE } from '@kazasu/conformance/load';

/** The relying party of all benches with a peer. */
export const CLIENT_ID = 'BENCH0001';

/** What a server beside ours has to know of it, told by message: so its process loads nothing of ours. */
export interface PeerClient {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** Public keys. */
  readonly jwks: RelyingParty['jwks'];
}

export function peerClient({ clientId, jwks }: RelyingParty): PeerClient {
  return { clientId, redirectUri: REDIRECT_URI, scope: SCOPE, jwks };
}
