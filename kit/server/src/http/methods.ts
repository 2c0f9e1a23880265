/** The methods that are told apart; every other is one. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'other'] as const;
export type Method = (typeof METHODS)[number];

export function methodOf(text: string): Method {
  return METHODS.find((one) => one === text) ?? 'other';
}
