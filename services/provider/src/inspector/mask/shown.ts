/** What may be looked at of a value: the only forms in which anything of a message is stored. */

/** A part of a message, by the name under which it was sent. */
export interface Field {
  readonly name: string;
  readonly value: Shown;
}

export type Shown =
  /** As it was. */
  | { readonly kind: 'text'; readonly text: string }
  /** Its beginning, enough to compare by. */
  | { readonly kind: 'short'; readonly text: string; readonly length: number }
  /** Nothing but how long it was, in characters. */
  | { readonly kind: 'masked'; readonly length: number }
  /** Something about a person: what it is, and how long. */
  | { readonly kind: 'personal'; readonly item: PersonalItem; readonly length: number }
  /** A JWT without its signature. */
  | { readonly kind: 'token'; readonly header: readonly Field[]; readonly payload: readonly Field[] }
  | { readonly kind: 'certificate'; readonly certificate: ShownCertificate }
  /** Without its query and fragment, whose values are fields. */
  | { readonly kind: 'address'; readonly address: string; readonly query: readonly Field[] }
  | { readonly kind: 'list'; readonly items: readonly Shown[] }
  | { readonly kind: 'object'; readonly fields: readonly Field[] };

export type PersonalItem = 'name' | 'address' | 'birthdate' | 'gender' | 'document';

/** A person's certificate without the person. */
export interface ShownCertificate {
  readonly role: 'authentication' | 'signature' | 'unknown';
  /** Which parts the subject's name has; their values tell who it is. */
  readonly subject: readonly string[];
  /** An authority's name is public. */
  readonly issuer: string;
  /** Beginning of the serial number, hexadecimal; the whole of it stands in public lists. */
  readonly serial: string;
  /** Years only: a card's certificate ends on a birthday. */
  readonly from: number;
  readonly until: number;
  readonly policies: readonly string[];
  /** `RSA 2048`. */
  readonly key: string;
  readonly algorithm: string;
  /** Names of the extensions. */
  readonly extensions: readonly string[];
}

/** How a value of one field is shown. Total: a value that does not have the field's form is masked. */
export type Rule = (value: unknown) => Shown;
export type RuleTable = { readonly [name: string]: Rule };
