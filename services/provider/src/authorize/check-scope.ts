/**
 * `scope` is a list of known scopes, separated by single spaces, compared with case, all allowed to this client, with
 * `openid` among them (wire facts 2.2). A scope that is unknown refuses the whole request.
 */
import { fitsParameter, isScope, type Scope } from '@kazasu/oidc';
import { DIVERGENCES } from '../divergences.ts';
import type { Check } from './check.ts';
import type { Parameters } from './parameters.ts';
import { clientRefusal, missing } from './refusal.ts';

export const checkScope: Check = ({ parameters, client }) => {
  const text = parameters.get('scope');
  if (text === undefined) return missing('scope');
  const allowed: ReadonlySet<string> = new Set(client.scopes);
  const known =
    fitsParameter('scope', text) && text.split(' ').every((word) => isScope(word) && allowed.has(word));
  if (!known) return clientRefusal('invalid_scope', `Invalid scopes: ${text}`);
  if (scopeOf(parameters).includes('openid')) return undefined;
  return clientRefusal(DIVERGENCES.missingOpenidError.value, `Invalid scopes: ${text}`);
};

/** The scopes of a checked request, each once: `openid` first, the others as they were asked for. */
export function scopeOf(parameters: Parameters): readonly Scope[] {
  const words = (parameters.get('scope') ?? '').split(' ').filter(isScope);
  const first = words.includes('openid') ? (['openid'] as const) : [];
  return [...new Set<Scope>([...first, ...words])];
}
