/** What the table of people says about one person. Everything about them is invented. */

export const PERSON_IDS = [
  'hanako',
  'taro',
  'ryoko',
  'yoshio',
  'alexandra',
  'sora',
  'ume',
  'akira',
  'daichi',
  'misaki',
  'kenji',
  'makoto',
] as const;

/** Also the resident's and the card's identifier. */
export type PersonId = (typeof PERSON_IDS)[number];

/** A sentence in the two languages of the town. */
export interface Text {
  readonly ja: string;
  readonly en: string;
}

/**
 * `YYYYMMDD`, or an age that must be right on the day on which the town is seeded: whoever is a child then had
 * their last birthday, on `monthDay`, `age` years after their birth.
 */
export type Birth = string | { readonly age: number; readonly monthDay: string };

/** What the seeding does with a person's card, beyond handing it out. */
export type Story =
  /** One card from the newest CA generation, handed out a year ago. */
  | 'ordinary'
  /** As ordinary; the authentication certificate was revoked after the card had been lost. */
  | 'authentication-revoked'
  /** As ordinary; the signature certificate was revoked by a move, the authentication certificate lives on. */
  | 'moved'
  /** The card was handed out so long ago that both certificates have run out. */
  | 'expired'
  /** As ordinary; the authentication PIN was entered wrongly three times. */
  | 'authentication-blocked'
  /** As ordinary; the signature password was entered wrongly five times. */
  | 'signature-blocked'
  /** An old card from an older CA generation, and a new one: two serials, one person. */
  | 'renewed';

/** How a login of this person ends, when the right PINs are entered and the person agrees. */
export type LoginOutcome = 'succeeds' | 'certificate_revoked' | 'certificate_expired' | 'pin_blocked';

/** What becomes of a signature of this person, when the right password is entered. */
export type SigningOutcome =
  | 'succeeds'
  | 'certificate_revoked'
  | 'certificate_expired'
  | 'no_certificate'
  | 'password_blocked';

/** The PINs of a card; a child's has none for signatures. */
export interface Pins {
  readonly authentication: string;
  readonly text: string;
  readonly signature?: string;
}

export interface Municipality {
  /** Five digits; no prefecture has the number 48. */
  readonly code: string;
  readonly prefecture: string;
  readonly city: string;
}

export interface Person {
  readonly id: PersonId;
  /** As on the card: family and given name with one U+3000 between. */
  readonly name: string;
  /** As the signature certificate can carry it, where that differs. */
  readonly certificateName?: string;
  readonly address: string;
  readonly certificateAddress?: string;
  readonly municipality: Municipality;
  readonly birth: Birth;
  readonly gender: '1' | '2' | '9';
  readonly myNumber: string;
  readonly pins: Pins;
  readonly story: Story;
  readonly login: LoginOutcome;
  readonly signing: SigningOutcome;
  /** What sets this person apart. */
  readonly special: Text;
  /** One thing to try with this person. */
  readonly tryThis: Text;
}
