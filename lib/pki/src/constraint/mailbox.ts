import type { GeneralName } from '../general-name.ts';
import { type NameForm, readyName, subtree, unreadable } from './form.ts';
import { hostOf, isBelow } from './host.ts';

/** `Dot-string` of RFC 5321 section 4.1.2. */
const DOT_STRING = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const QUOTED = /^"((?:[ !#-[\]-~]|\\[ -~])*)"$/;

/**
 * rfc822Name: one mailbox, all mailboxes of a host, or with a leading dot all hosts below a domain. The host compares
 * without regard to case, what stands before the @ octet for octet (RFC 5280 section 7.5).
 */
export const MAILBOX: NameForm = {
  subtree: (base) => {
    const text = textOf(base);
    if (text === '') return subtree(() => true);
    if (text.includes('@')) {
      const box = mailboxOf(text);
      if (box === undefined) return unreadable('malformed-constraint');
      return subtree((name) => name.text === box.text && name.local === box.local);
    }
    const below = text.startsWith('.');
    const host = hostOf(below ? text.slice(1) : text);
    if (host === undefined) return unreadable('malformed-constraint');
    return subtree((name) => (below ? isBelow(name.text, host) : name.text === host));
  },
  name: (name) => {
    const box = mailboxOf(textOf(name));
    return readyName('rfc822Name', box ?? { fault: 'malformed-name' });
  },
};

/**
 * What stands before the @ and the host in lower case, or undefined for what is no mailbox of a host. Address literals
 * (`user@[192.0.2.1]`) are no host of any domain: refused where constraints speak.
 */
export function mailboxOf(text: string): { local: string; text: string } | undefined {
  const at = text.lastIndexOf('@');
  const local = localPart(text.slice(0, Math.max(at, 0)));
  const host = hostOf(text.slice(at + 1));
  return at < 0 || local === undefined || host === undefined ? undefined : { local, text: host };
}

/** `"a"` and `a` are one mailbox (RFC 5321 section 4.1.2), so that quotes open no way round a constraint. */
function localPart(text: string): string | undefined {
  if (DOT_STRING.test(text)) return text;
  return QUOTED.exec(text)?.[1]?.replace(/\\(.)/g, '$1');
}

function textOf(name: GeneralName): string {
  return name.kind === 'rfc822Name' ? name.text : '';
}
