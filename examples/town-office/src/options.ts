import type { RelyingPartyOptions, VerifierClientOptions } from '@kazasu/rp';
import type { Clock } from './clock.ts';

export interface TownOfficeOptions extends Pick<RelyingPartyOptions, 'issuer' | 'clientId' | 'privateKey'> {
  /** Where browsers reach the site, `http://localhost:4011`; `<origin>/callback` must be registered. */
  readonly origin: string;
  /** The platform operator, and the purpose that its contract names. */
  readonly verifier: Pick<VerifierClientOptions, 'url' | 'apiKey' | 'wait'> & { readonly purpose: string };
  /** The page that checks evidence, and the file that tells it whom to believe. */
  readonly checkerUrl: string;
  readonly trustUrl: string;
  /** How many browsers are remembered at once; 2,000 when not given. */
  readonly mostSessions?: number;
  /** Told of what the office or its operator has to mend, while the person only waits or reads that it is our fault. Log it. */
  readonly onFault?: (error: unknown) => void;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Clock;
}
