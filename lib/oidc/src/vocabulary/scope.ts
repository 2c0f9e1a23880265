/** The scopes that stand for one claim each, in the order in which they are always shown. */
export const ITEM_SCOPES = ['name', 'address', 'birthdate', 'gender'] as const;

export const SCOPES = ['openid', ...ITEM_SCOPES, 'sign'] as const;
export type Scope = (typeof SCOPES)[number];

const known: ReadonlySet<string> = new Set(SCOPES);

export function isScope(text: string): text is Scope {
  return known.has(text);
}
