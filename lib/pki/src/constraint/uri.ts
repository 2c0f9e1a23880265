import type { GeneralName } from '../general-name.ts';
import { type NameForm, readyName, subtree, unreadable } from './form.ts';
import { hostOf, isBelow, isQualified } from './host.ts';

/** Scheme, and the authority up to path, query or fragment (RFC 3986 section 3). */
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;

/** Without the userinfo before it and the port behind. What is no userinfo by RFC 3986 3.2.1 some readers take for the end of the authority. */
const HOST_IN_AUTHORITY = /^(?:[a-z0-9._~!$&'()*+,;=:%-]*@)?([^@:]*)(?::[0-9]*)?$/i;

/**
 * uniformResourceIdentifier: the constraint is on the host, exactly, or with a leading dot on all hosts below a
 * domain. A name without an authority, or whose host is no fully qualified name (an address, an alias), is refused, as
 * RFC 5280 section 4.2.1.10 demands.
 */
export const URI: NameForm = {
  subtree: (base) => {
    const text = textOf(base);
    if (text === '') return subtree(() => true);
    const below = text.startsWith('.');
    const host = hostOf(below ? text.slice(1) : text);
    if (host === undefined) return unreadable('malformed-constraint');
    return subtree((name) => (below ? isBelow(name.text, host) : name.text === host));
  },
  name: (name) => {
    const host = hostInUri(textOf(name));
    const fields = host === undefined ? ({ fault: 'malformed-name' } as const) : { text: host };
    return readyName('uniformResourceIdentifier', fields);
  },
};

/** The host of an absolute URI in lower case, if it is a fully qualified name. */
function hostInUri(uri: string): string | undefined {
  const authority = AUTHORITY.exec(uri)?.[1];
  const place = HOST_IN_AUTHORITY.exec(authority ?? '')?.[1];
  const host = hostOf(place ?? '');
  return host !== undefined && isQualified(host) ? host : undefined;
}

function textOf(name: GeneralName): string {
  return name.kind === 'uniformResourceIdentifier' ? name.text : '';
}
