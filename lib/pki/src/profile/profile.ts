import type { Certificate } from '../certificate.ts';
import { decodedValue, type ExtensionType } from '../extension/extension.ts';
import { defineRule, type Rule, type Text } from '../rule.ts';

/** A certificate under judgement, with the certificate of its issuer if that is known. */
export interface Subject {
  readonly certificate: Certificate;
  readonly issuer: Certificate | undefined;
}

export type Presence = 'required' | 'optional' | 'absent';
export type Criticality = 'critical' | 'not-critical' | 'agnostic';

export const ROW_REASONS = {
  absent: { en: 'the extension is required and not there', ja: '必須の拡張がありません' },
  present: { en: 'the extension must not be there', ja: 'あってはならない拡張があります' },
  criticality: {
    en: 'critical where it must not be, or not critical where it must be',
    ja: '拡張のクリティカル指定がプロファイルと異なります',
  },
  value: { en: 'the value is not what the profile demands', ja: '拡張の値がプロファイルと異なります' },
} as const satisfies { [reason: string]: Text };

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

/** Begins the identifiers of the checks, `profile.keyUsage`, `authority.keyUsage`, and says in titles whose profile it is. */
const PREFIXES = {
  profile: { en: "the certificate's", ja: '証明書' },
  authority: { en: "the certification authority's", ja: '認証局の証明書' },
  responder: { en: "the OCSP responder's", ja: 'OCSPレスポンダの証明書' },
  timestamp: { en: "the time-stamp unit's", ja: 'タイムスタンプユニットの証明書' },
} as const satisfies { [prefix: string]: Text };

export type ProfilePrefix = keyof typeof PREFIXES;

export interface ProfileTable {
  readonly name: string;
  readonly citation: string;
  readonly policies?: readonly string[];
  readonly fields: readonly Field[];
  readonly extensions: readonly Row[];
}

export interface Field {
  readonly name: string;
  /** What it is called in a title. */
  readonly title: Text;
  /** Why it is refused. */
  readonly explanation: Text;
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
  const whose = PREFIXES[prefix];
  const titled = (what: Text): Text => ({ en: `${whose.en} ${what.en}`, ja: `${whose.ja}の${what.ja}` });
  return {
    name,
    policies,
    fields: table.fields.map((field) => ({
      rule: defineRule({
        id: `${prefix}.${field.name}`,
        citation,
        title: titled(field.title),
        reasons: { value: field.explanation },
      }),
      accepts: field.accepts,
    })),
    extensions: table.extensions.map(({ name: extension, ...rest }) => ({
      rule: defineRule({
        id: `${prefix}.${extension}`,
        citation,
        title: titled({ en: `extension ${extension}`, ja: `拡張${extension}` }),
        reasons: ROW_REASONS,
      }),
      ...rest,
    })),
    oids: new Set(table.extensions.map(({ oid }) => oid)),
    order: table.extensions.filter(({ presence }) => presence === 'required').map(({ oid }) => oid),
    rules: {
      unknown: defineRule({
        id: `${prefix}.unknown`,
        citation: 'RFC 5280 4.2',
        title: titled({ en: 'further extensions', ja: 'その他の拡張' }),
        reasons: {
          'unknown-critical': {
            en: 'a critical extension that the profile does not list',
            ja: 'プロファイルにないクリティカルな拡張があります',
          },
        },
      }),
      order: defineRule({
        id: `${prefix}.order`,
        citation,
        title: titled({ en: 'order of extensions', ja: '拡張の並び順' }),
        reasons: {},
      }),
    },
  };
}

/** Every rule of a profile, in the order of its checks. */
export function rulesOf({ fields, extensions, rules }: Profile): readonly Rule[] {
  return [...fields, ...extensions].map(({ rule }): Rule => rule).concat(rules.unknown, rules.order);
}

/** The same table for a certificate that is told apart by its policy alone. */
export function withPolicies(profile: Profile, policies: readonly string[], name = profile.name): Profile {
  return { ...profile, name, policies };
}
