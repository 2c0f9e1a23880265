import type { EventName } from '../api.ts';
import { application } from './application.ts';
import { cardReturn } from './card-return.ts';
import { cardWriting } from './card-writing.ts';
import { consentWithdrawal } from './consent-withdrawal.ts';
import type { LifeEvent } from './context.ts';
import { correction } from './correction.ts';
import { death } from './death.ts';
import { departure } from './departure.ts';
import { handOver } from './hand-over.ts';
import { keyCompromise } from './key-compromise.ts';
import { loss } from './loss.ts';
import { making } from './making.ts';
import { move } from './move.ts';
import { phoneEnd } from './phone-end.ts';
import { pinReset } from './pin-reset.ts';
import { recovery } from './recovery.ts';
import { reissue } from './reissue.ts';
import { renewal } from './renewal.ts';
import { revocationRequest } from './revocation-request.ts';
import { signatureCertificate } from './signature-certificate.ts';

/** What the counter can bring about, by its name in the address. */
export const EVENTS: { readonly [Name in EventName]: LifeEvent<Name> } = {
  application,
  making,
  'hand-over': handOver,
  loss,
  recovery,
  move,
  correction,
  'card-writing': cardWriting,
  'signature-certificate': signatureCertificate,
  'pin-reset': pinReset,
  renewal,
  reissue,
  return: cardReturn,
  departure,
  death,
  'revocation-request': revocationRequest,
  'key-compromise': keyCompromise,
  'phone-end': phoneEnd,
  'consent-withdrawal': consentWithdrawal,
};
