import type { Client } from './client-data.ts';

/** What is told by another word, or is the same client's whatever is registered. */
type Aside = 'clientId' | 'registrationId' | 'createdAt' | 'profile';

/** What whoever reads the audit log asks first, each with its word there: a word for every member, or this does not compile. */
const WORDS = {
  redirectUris: 'redirect-uris',
  postLogoutRedirectUris: 'post-logout-redirect-uris',
  jwks: 'keys',
  jwksUri: 'keys-address',
  scopes: 'scopes',
  kind: 'kind',
  messageSigning: 'message-signing',
  accessTokenAlgorithm: 'access-token-algorithm',
  platformOperator: 'platform-operator',
  name: 'name',
  termsUrl: 'terms',
  privacyUrl: 'privacy',
  rate: 'rate',
  substitute: 'substitute',
} as const satisfies Readonly<Record<Exclude<keyof Client, Aside>, string>>;

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
