import type { Check } from '../report.ts';
import { failed, passed, skipped } from '../rule.ts';
import type { ExtensionRow, Profile, Subject } from './profile.ts';

/** Judges a certificate by a table: one check per row, one for everything that is not in the table, one for the order. */
export function checkProfile(profile: Profile, subject: Subject): Check[] {
  return [
    ...profile.fields.map(({ rule, accepts }) => (accepts(subject) ? passed(rule) : failed(rule, 'value'))),
    ...profile.extensions.map((row) => checkRow(row, subject)),
    checkUnknown(profile, subject),
    checkOrder(profile, subject),
  ];
}

function checkRow(row: ExtensionRow, subject: Subject): Check {
  const extension = subject.certificate.extensions.get(row.oid);
  if (extension === undefined) {
    return row.presence === 'required' ? failed(row.rule, 'absent') : passed(row.rule);
  }
  if (row.presence === 'absent') return failed(row.rule, 'present');
  const wanted = row.criticality;
  if (wanted !== 'agnostic' && extension.critical !== (wanted === 'critical')) {
    return failed(row.rule, 'criticality');
  }
  return row.accepts(subject) ? passed(row.rule) : failed(row.rule, 'value');
}

/** What the table does not list may be there (RFC 5280 4.2: extensions can be added) unless it is critical. */
function checkUnknown({ oids, rules }: Profile, { certificate }: Subject): Check {
  const unknown = [...certificate.extensions.values()].filter(({ oid }) => !oids.has(oid));
  const critical = unknown.find((extension) => extension.critical);
  if (critical !== undefined) return failed(rules.unknown, 'unknown-critical', { oid: critical.oid });
  return passed(rules.unknown, unknown.length > 0 ? { others: unknown.length } : undefined);
}

/**
 * The order of extensions is a habit of the issuer and has no meaning in RFC 5280; the facts know it from a
 * handful of certificates only. Refusing by it could lock honest cards out and would keep no forger away (the
 * signature does that), so another order is noted as a skipped check, for whoever compares issuers.
 */
function checkOrder({ order, rules }: Profile, { certificate }: Subject): Check {
  const listed = [...certificate.extensions.keys()].filter((oid) => order.includes(oid));
  const usual = order.filter((oid) => certificate.extensions.has(oid));
  const same = listed.every((oid, i) => oid === usual[i]);
  return same ? passed(rules.order) : skipped(rules.order, { found: listed.join(' ') });
}
