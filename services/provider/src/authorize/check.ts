import type { Client } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import type { Parameters } from './parameters.ts';
import type { ClientRefusal } from './refusal.ts';

/** A request whose client and redirect URI are known to be honest; everything else is still to be judged. */
export interface TrustedRequest {
  readonly parameters: Parameters;
  readonly client: Client;
  readonly redirectUri: string;
  /** Whether the client sent it to the server itself (RFC 9126), so that no browser has had a hand in it. */
  readonly pushed: boolean;
}

/** One rule: undefined when the request keeps it. Rules read the store at most; a request that is refused changes nothing. */
export type Check = (
  request: TrustedRequest,
  deps: Pick<ProviderDeps, 'store' | 'clock'>,
) => ClientRefusal | undefined | Promise<ClientRefusal | undefined>;
