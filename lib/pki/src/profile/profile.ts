import type { Certificate } from '../certificate.ts';
import { decodedValue, type ExtensionType } from '../extension/extension.ts';
import { defineRule, type Rule } from '../rule.ts';

/** A certificate under judgement, with the certificate of its issuer if that is known. */
export interface Subject {
  readonly certificate: Certificate;
  readonly issuer: Certificate | undefined;
}

export type Presence = 'required' | 'optional' | 'absent';
export type Criticality = 'critical' | 'not-critical' | 'agnostic';

export const ROW_REASONS = {
  absent: 'the extension is required and not there',
  present: 'the extension must not be there',
  criticality: 'critical where it may not be, or not critical where it must be',
  value: 'the value is not what the profile demands',
};

/** One extension of a profile: whether it is there, whether it is critical, what it must say. */
export interface ExtensionRow {
  readonly rule: Rule<keyof typeof ROW_REASONS>;
  readonly oid: string;
  readonly presence: Presence;
  readonly criticality: Criticality;
  readonly accepts: (subject: Subject) => boolean;
}

/** One field outside the extensions. */
export interface FieldRow {
  readonly rule: Rule<'value'>;
  readonly accepts: (subject: Subject) => boolean;
}

/** What a certificate of one role looks like: a table, so that no demand is forgotten. */
export interface Profile {
  readonly name: string;
  /** Policies of which the path must carry one from end to end; undefined: none is asked for. */
  readonly policies: readonly string[] | undefined;
  readonly fields: readonly FieldRow[];
  readonly extensions: readonly ExtensionRow[];
  /** Identifiers of all rows. */
  readonly oids: ReadonlySet<string>;
  /** The order in which the issuer is known to write the extensions; a remark in the report, never a fault. */
  readonly order: readonly string[];
  readonly rules: {
    readonly unknown: Rule<'unknown-critical'>;
    readonly order: Rule<never>;
  };
}

/** `prefix` begins the identifiers of the checks: `profile.keyUsage`, `authority.keyUsage`, `responder.keyUsage`. */
export type ProfilePrefix = 'profile' | 'authority' | 'responder';

export interface ProfileTable {
  readonly name: string;
  readonly citation: string;
  readonly policies?: readonly string[];
  readonly fields: readonly Field[];
  readonly extensions: readonly Row[];
}

export interface Field {
  readonly name: string;
  readonly explanation: string;
  readonly accepts: (subject: Subject) => boolean;
}

export interface Row {
  readonly name: string;
  readonly oid: string;
  readonly presence: Presence;
  readonly criticality: Criticality;
  readonly accepts: (subject: Subject) => boolean;
}

/** A row of the table; `accepts` sees the decoded value and is asked only if the extension is there. */
export function row<T>(
  type: ExtensionType<T>,
  presence: Presence,
  criticality: Criticality,
  accepts: (value: T, subject: Subject) => boolean = () => true,
): Row {
  return {
    name: type.name,
    oid: type.oid,
    presence,
    criticality,
    accepts: (subject) => {
      const value = decodedValue(subject.certificate.extensions, type);
      return value === undefined || accepts(value, subject);
    },
  };
}

export function defineProfile(prefix: ProfilePrefix, table: ProfileTable): Profile {
  const { name, citation, policies } = table;
  return {
    name,
    policies,
    fields: table.fields.map((field) => ({
      rule: defineRule({ id: `${prefix}.${field.name}`, citation, reasons: { value: field.explanation } }),
      accepts: field.accepts,
    })),
    extensions: table.extensions.map(({ name: extension, ...rest }) => ({
      rule: defineRule({ id: `${prefix}.${extension}`, citation, reasons: ROW_REASONS }),
      ...rest,
    })),
    oids: new Set(table.extensions.map(({ oid }) => oid)),
    order: table.extensions.filter(({ presence }) => presence === 'required').map(({ oid }) => oid),
    rules: {
      unknown: defineRule({
        id: `${prefix}.unknown`,
        citation: 'RFC 5280 4.2',
        reasons: { 'unknown-critical': 'a critical extension that the profile does not list' },
      }),
      order: defineRule({ id: `${prefix}.order`, citation, reasons: {} }),
    },
  };
}

/** The same profile under other policies, for a hierarchy that marks its test certificates so. */
export function withPolicies(profile: Profile, policies: readonly string[]): Profile {
  return { ...profile, policies };
}
