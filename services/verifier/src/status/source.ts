import { type AskAuthority, type Asked, askAuthority, scopeOf } from '../judge/index.ts';

/** One list for all who ask at the same time about certificates of one scope; that it was not to be had is shared too. */
export function askingOnce(): AskAuthority {
  const lists = new Map<string, Promise<Asked>>();
  return (deps, certificate, issuer, method) => {
    if (method === 'ocsp') return askAuthority(deps, certificate, issuer, method);
    const key = `${issuer.keyId}/${scopeOf(certificate)}`;
    const asked = lists.get(key) ?? askAuthority(deps, certificate, issuer, method);
    lists.set(key, asked);
    return asked;
  };
}
