import { CardNumbers } from '@kazasu/authority/api';
import * as v from 'valibot';
import { OTHER_CARD_IDS, PERSON_IDS } from '../people/index.ts';

export const TOWN_DESCRIPTION_PATH = '/town.json';

const Text = v.object({ ja: v.string(), en: v.string() });

const OtherCard = {
  id: v.picklist(OTHER_CARD_IDS),
  /** Whose it is. */
  person: v.picklist(PERSON_IDS),
  note: Text,
};

/** What the index page tells programs. PINs and numbers are in it because everybody in it is invented. */
export const TownDescription = v.object({
  urls: v.object({
    index: v.string(),
    provider: v.string(),
    issuer: v.string(),
    phone: v.string(),
    authority: v.string(),
    verifier: v.string(),
    timestamp: v.string(),
    reservation: v.string(),
    townOffice: v.string(),
    evidence: v.string(),
  }),
  people: v.array(
    v.object({
      id: v.picklist(PERSON_IDS),
      /** Exactly as userinfo hands them over. */
      items: v.object({ name: v.string(), address: v.string(), birthdate: v.string(), gender: v.string() }),
      pins: v.object({
        authentication: v.string(),
        text: v.string(),
        signature: v.exactOptional(v.string()),
      }),
      /** What is printed on the card they have now: 照合番号A and B, the birth-date key, and what B is made of. */
      numbers: CardNumbers,
      /** How a login of this person ends. */
      login: v.picklist(['succeeds', 'certificate_revoked', 'certificate_expired', 'pin_blocked']),
      /** What becomes of a signature of this person. */
      signing: v.picklist([
        'succeeds',
        'certificate_revoked',
        'certificate_expired',
        'no_certificate',
        'password_blocked',
      ]),
      special: Text,
      tryThis: Text,
    }),
  ),
  /** Cards of other kinds in the box, at the phone's `/box/cards/{id}`; the phone's page does not list them. */
  otherCards: v.array(
    v.variant('kind', [
      v.object({
        ...OtherCard,
        kind: v.literal('licence'),
        /** 暗証番号1 and 2 */
        pins: v.object({ pin1: v.string(), pin2: v.string() }),
      }),
      v.object({
        ...OtherCard,
        kind: v.literal('residence'),
        /** The number that is printed on the card and opens it. */
        cardNumber: v.string(),
      }),
    ]),
  ),
});
export type TownDescription = v.InferOutput<typeof TownDescription>;
