/** The body of each life event, by its name in the address. */
import * as v from 'valibot';
import { CardOptions } from '../card-image.ts';
import { Base64 } from '../wire.ts';
import { CaRole, MunicipalityRecord, ResidentRecord } from './base.ts';
import { ConsentId } from './signed-message.ts';

const Nothing = v.strictObject({});
const Pins = CardOptions.entries.pins;
const { entries: record } = ResidentRecord;

/** `signature` asks for a signature certificate; the portrait is that of CardOptions. */
const Order = { signature: v.boolean(), portrait: CardOptions.entries.portrait };

export const ApplicationRequest = v.strictObject({ resident: ResidentRecord, ...Order });
export type ApplicationRequest = v.InferOutput<typeof ApplicationRequest>;

export const EVENT_BODIES = {
  /** Somebody whose card was returned, or has run out, applies for another. */
  application: v.strictObject(Order),
  /** The card that was ordered is made; its image has transport PINs, and its certificates are on hold. */
  making: Nothing,
  /** The holder comes, sets the PINs (instruction), and the certificates are good from now on. */
  'hand-over': v.strictObject({ pins: Pins }),
  /** The holder reports the card as lost (一時停止). */
  loss: Nothing,
  /** The card is found: the hold ends. */
  recovery: Nothing,
  /** 転居, 転入. Without a municipality it stays the same one. */
  move: v.strictObject({
    address: record.address,
    certificateAddress: record.certificateAddress,
    municipality: v.optional(MunicipalityRecord),
  }),
  /** A new name, or what the register had wrong. A new name comes with its own `certificateName`, or none. */
  correction: v.pipe(
    v.strictObject({
      name: v.optional(record.name),
      certificateName: record.certificateName,
      birthdate: v.optional(record.birthdate),
      gender: v.optional(record.gender),
    }),
    v.check(({ name, birthdate, gender }) => [name, birthdate, gender].some((item) => item !== undefined)),
  ),
  /** The card's records are brought in step with the register; the face only if its present file is brought along. */
  'card-writing': v.strictObject({ face: v.optional(Base64) }),
  /** A new signature certificate on the same card, with a new password. */
  'signature-certificate': v.strictObject({ password: v.unwrap(Pins.entries.signature) }),
  /** Forgotten or blocked PINs are set anew. */
  'pin-reset': v.pipe(
    v.strictObject(v.partial(Pins).entries),
    v.check((pins) => Object.values(pins).some((pin) => pin !== undefined)),
  ),
  renewal: CardOptions,
  /** Another card in place of one that is lost or damaged. */
  reissue: v.strictObject({ cause: v.picklist(['lost', 'damaged']), options: CardOptions }),
  return: Nothing,
  /** The holder leaves the country. */
  departure: Nothing,
  death: Nothing,
  /** The holder does not want certificates any more, or one of the two. */
  'revocation-request': v.strictObject({ roles: v.pipe(v.array(CaRole), v.minLength(1), v.maxLength(2)) }),
  'key-compromise': v.strictObject({ roles: v.pipe(v.array(CaRole), v.minLength(1), v.maxLength(2)) }),
  /** The phone is lost, sold or changed: its certificates end. */
  'phone-end': Nothing,
  'consent-withdrawal': v.strictObject({ consentId: ConsentId }),
} as const;
export type EventName = keyof typeof EVENT_BODIES;
export type EventBody<Name extends EventName> = v.InferOutput<(typeof EVENT_BODIES)[Name]>;
