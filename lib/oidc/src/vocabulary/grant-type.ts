/** RFC 6749 sections 4.1.3, 6 and 4.4.2; the service offers no other. */
export const GRANT_TYPES = ['authorization_code', 'refresh_token', 'client_credentials'] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

const known: ReadonlySet<string> = new Set(GRANT_TYPES);

export function isGrantType(text: string): text is GrantType {
  return known.has(text);
}

/** RFC 7523 section 2.2. */
export const CLIENT_ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
