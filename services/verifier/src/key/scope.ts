/** What an API key may do; a route names exactly one, but for `console`, which lets its holder into the console's pages. */
export const SCOPES = [
  'verify',
  'read',
  'items',
  'signature',
  'status',
  'webhooks',
  'consents',
  'delete',
  'keys',
  'console',
] as const;
export type Scope = (typeof SCOPES)[number];

export function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}
