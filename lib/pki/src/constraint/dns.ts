import type { GeneralName } from '../general-name.ts';
import { type NameForm, type ReadyName, readyName, type Subtree, unreadable } from './form.ts';
import { hostOf, isInDomain } from './host.ts';

/**
 * dNSName: the base with zero or more labels before it. A base that begins with a dot is a habit from elsewhere and
 * not of RFC 5280, one with a wildcard means nothing: both are malformed. An empty base holds every name.
 */
export const DNS: NameForm = {
  subtree: (base) => {
    const text = textOf(base);
    const host = text === '' ? '' : hostOf(text);
    return host === undefined ? unreadable('malformed-constraint') : domain(host);
  },
  name: (name) => {
    const text = textOf(name);
    // RFC 6125 section 6.4.3 in servers' names; RFC 5280 section 4.2.1.6 leaves the wildcard to others.
    const rest = text.startsWith('*.') ? text.slice(2) : text;
    const host = hostOf(rest);
    if (host === undefined) return readyName('dNSName', { fault: 'malformed-name' });
    return readyName('dNSName', { text: host, local: rest === text ? '' : '*' });
  },
};

function domain(base: string): Subtree {
  const parent = base.slice(base.indexOf('.') + 1);
  const contains = ({ text }: ReadyName) => isInDomain(text, base);
  // `*.example.com` may become any one label: an excluded `mail.example.com` is among them.
  const touches = (name: ReadyName) =>
    contains(name) || (name.local === '*' && base.includes('.') && name.text === parent);
  return { fault: undefined, contains, touches };
}

function textOf(name: GeneralName): string {
  return name.kind === 'dNSName' ? name.text : '';
}
