/** What an API key may do; a route names exactly one. */
export const SCOPES = [
  'verify',
  'read',
  'items',
  'status',
  'webhooks',
  'consents',
  'delete',
  'keys',
] as const;
export type Scope = (typeof SCOPES)[number];

export function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}
