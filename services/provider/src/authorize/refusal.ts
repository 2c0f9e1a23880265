import { type ErrorCode, errorDescription } from '@kazasu/oidc';

/** Why a request is refused in front of the person, without a word to any redirect URI. */
export interface PageRefusal {
  readonly kind: 'page';
  /** For the developer who looks at the page, in the words of the product behind the service. */
  readonly reason: string;
}

/** What a trusted client is told at its redirect URI (RFC 6749 section 4.1.2.1). */
export interface ClientRefusal {
  readonly kind: 'client';
  readonly error: ErrorCode;
  readonly description: string;
}

export function pageRefusal(reason: string): PageRefusal {
  return { kind: 'page', reason };
}

export function clientRefusal(error: ErrorCode, description: string): ClientRefusal {
  return { kind: 'client', error, description: errorDescription(description) };
}

/** The refusal that most rules share. */
export function missing(name: string): ClientRefusal {
  return clientRefusal('invalid_request', `Missing parameter: ${name}`);
}

export function invalid(name: string): ClientRefusal {
  return clientRefusal('invalid_request', `Invalid parameter: ${name}`);
}
