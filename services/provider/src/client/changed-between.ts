import type { Client } from './client-data.ts';

/** What whoever reads the audit log asks first, each with its word there. */
const WORDS = {
  redirectUris: 'redirect-uris',
  postLogoutRedirectUris: 'post-logout-redirect-uris',
  jwks: 'keys',
  jwksUri: 'keys-address',
  scopes: 'scopes',
  kind: 'kind',
  messageSigning: 'message-signing',
  platformOperator: 'platform-operator',
  name: 'name',
  termsUrl: 'terms',
  privacyUrl: 'privacy',
  substitute: 'substitute',
} as const satisfies { readonly [member in keyof Client]?: string };

/** Which members differ, as words joined by `+`: `profile-lowered` where a strict client became a compatible one; `nothing` for none. */
export function changedBetween(before: Client, after: Client): string {
  const words: string[] = Object.entries(WORDS)
    .filter(([member]) => !same(before[member as keyof Client], after[member as keyof Client]))
    .map(([, word]) => word);
  if (before.profile !== after.profile) {
    words.unshift(before.profile === 'strict' ? 'profile-lowered' : 'profile-raised');
  }
  return words.join('+') || 'nothing';
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
