import { toBase64, toUtf8 } from '@kazasu/bytes';
import type { CardInstruction, CardOptions, CardWriting } from '../api.ts';
import { type CertificateRow, listOfResident } from '../certificate/index.ts';
import { AuthorityError } from '../error.ts';
import { type CardRecord, nextInstruction, type Step } from '../life/index.ts';
import type { EventContext } from './context.ts';

/** What an instruction says beside which card it is for. */
export type Writing = Omit<CardWriting, 'version' | 'card' | 'number'>;

/** Taken inside an event: the number, and the card that the instruction will be for. */
export interface Ticket {
  readonly number: number;
  readonly card: string;
  /** Of the municipality whose certificate the card holds. */
  readonly municipality: string;
}

export async function takeTicket(step: Step): Promise<Ticket> {
  const { within, card, resident } = step;
  const authentication = (await certificatesOn(step)).find(({ role }) => role === 'authentication');
  if (!authentication) throw new AuthorityError('card_state', 'there is no certificate on the card');
  return {
    number: await nextInstruction(within, card.residentId, card.sequence),
    card: authentication.serial,
    municipality: municipalityOf(card, resident.record.municipality.code),
  };
}

/** Signed after the event is decided; whoever loses an instruction asks for another. */
export async function instruct(
  { deps }: Pick<EventContext, 'deps'>,
  ticket: Ticket,
  writing: Writing,
): Promise<CardInstruction> {
  const { number, card, municipality } = ticket;
  const body = toUtf8(JSON.stringify({ version: 1, card, number, ...writing } satisfies CardWriting));
  const signer = await deps.cardIssuers.signerOf(municipality);
  return { body: toBase64(body), signature: toBase64(signer.sign(body)) };
}

export function municipalityOf(card: CardRecord, current: string): string {
  return card.municipality ?? current;
}

/** PINs as the holder chose them, where the card has a key for each. Throws `signature_not_allowed`. */
export async function checkPins(step: Step, pins: Partial<CardOptions['pins']>): Promise<void> {
  if (pins.signature === undefined) return;
  const found = (await certificatesOn(step)).some(({ role }) => role === 'signature');
  if (!found) throw new AuthorityError('signature_not_allowed', 'the card has no signature key');
}

/** Whatever became of them. */
export async function certificatesOn({ within, card }: Step): Promise<CertificateRow[]> {
  const all = await listOfResident(within, card.residentId);
  return all.filter(({ device, sequence }) => device === 'card' && sequence === card.sequence);
}
