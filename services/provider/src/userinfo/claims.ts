import { ITEM_SCOPES } from '@kazasu/oidc';
import type { Secret } from '@kazasu/server/log';
import { unsealItems } from '../consent/index.ts';
import type { ProviderKeys } from '../deps.ts';
import type { Session } from '../grant/index.ts';

/** `sub` and the items that the person agreed to and the token's scope still covers, as they stand on the card. */
export function claimsOf(
  keys: ProviderKeys,
  session: Session,
  scope: readonly string[],
): Readonly<Record<string, Secret>> {
  const claims: Record<string, Secret> = { sub: session.subject };
  if (session.items === null) return claims;
  const items = unsealItems(keys, session.sessionId, session.items);
  for (const name of ITEM_SCOPES) {
    const value = items[name];
    if (value !== undefined && session.scope.includes(name) && scope.includes(name)) claims[name] = value;
  }
  return claims;
}
