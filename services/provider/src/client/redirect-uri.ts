import { isLoopbackHost } from '@kazasu/server/outbound';
import type { ClientProfile } from '../api/admin.ts';

/** Parameters of ours in a registered query would stand beside the answer's own, and a client may read the first. */
const OWN_PARAMETERS = [
  'code',
  'state',
  'session_state',
  'iss',
  'error',
  'error_description',
  'id_token',
  'access_token',
];
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * What is wrong with a redirect URI, or undefined. It must be absolute, `https` (or `http` for this very machine),
 * without user information, fragment, backslash, encoded control character, or path steps and encoded slashes that
 * are resolved on the way, and without parameters of the answer in its query, under whatever spelling a framework
 * takes for them. What is registered is what is compared and what browsers are sent to, byte for byte.
 */
export function redirectUriFault(text: string, profile: ClientProfile = 'compatible'): string | undefined {
  if (!VISIBLE_ASCII.test(text) || text.length > 255)
    return 'a redirect URI has 1 to 255 visible ASCII characters';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return 'a redirect URI must be absolute';
  if (!/^https?:\/\/[^/\\?#@]/.test(text)) return 'a redirect URI must begin with https:// and its host';
  if (/^[^/]*\/\/[^/?]*@/.test(text)) {
    return 'a redirect URI must not have user information';
  }
  if (text.includes('#')) return 'a redirect URI must not have a fragment';
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    return 'a redirect URI must be https, or http on this machine';
  }
  if (
    /[\\<>"^`{|}*]/.test(text) ||
    /\/\.{1,2}(;|\/|\?|$)|%2e|%5c|%2f|\.\.;/i.test(text.replace(/\?.*/s, ''))
  ) {
    return 'a redirect URI must not have path steps or characters that browsers rewrite';
  }
  if (/%[01][0-9a-f]|%7f/i.test(text)) return 'a redirect URI must not have encoded control characters';
  return queryFault(url, profile);
}

/** Some frameworks take `;` for `&`, brackets for a list, and names in any case, with a dot or space for `_`. */
function queryFault({ search, searchParams }: URL, profile: ClientProfile): string | undefined {
  if (/[;[\]]|%5b|%5d/i.test(search)) return 'a redirect URI must not have ; [ ] in its query';
  const names = [...searchParams.keys()].map((name) => name.trim().toLowerCase().replace(/[ .]/g, '_'));
  // Only strict clients have signed answers (JARM 2.3.1).
  const taken = profile === 'strict' ? [...OWN_PARAMETERS, 'response'] : OWN_PARAMETERS;
  const own = taken.find((name) => names.includes(name));
  return own === undefined ? undefined : `a redirect URI must not carry the parameter ${own}`;
}
