import type { GeneralName } from '../general-name.ts';
import { OID } from '../oid.ts';
import { ADDRESS } from './address.ts';
import { DIRECTORY } from './directory.ts';
import { DNS } from './dns.ts';
import { type NameForm, type ReadyName, readyName, type Subtree, unreadable } from './form.ts';
import { MAILBOX } from './mailbox.ts';
import { URI } from './uri.ts';

/** The forms with a rule. */
const FORMS: { readonly [kind: string]: NameForm | undefined } = {
  dNSName: DNS,
  uniformResourceIdentifier: URI,
  rfc822Name: MAILBOX,
  iPAddress: ADDRESS,
  directoryName: DIRECTORY,
};

/** Under what a constraint and the names it speaks of are filed. Each type of otherName is a form of its own. */
export function formOf(name: GeneralName): string {
  if (name.kind !== 'otherName') return name.kind;
  // RFC 9598 section 6: constraints on mailboxes bind international ones too.
  return name.type === OID.smtpUtf8Mailbox ? 'rfc822Name' : `otherName ${name.type}`;
}

export function readySubtree(base: GeneralName): Subtree {
  return FORMS[base.kind]?.subtree(base) ?? unreadable('unprocessed');
}

/**
 * A name of a form without a rule is refused as soon as a constraint speaks of its form (RFC 5280 section 4.2.1.10:
 * process the constraint or reject). So is an international mailbox: its local part needs comparisons that nobody
 * here can make.
 */
export function readyNameOf(name: GeneralName): ReadyName {
  return FORMS[name.kind]?.name(name) ?? readyName(formOf(name), { fault: 'unprocessed' });
}
