import { toHex } from '@kazasu/bytes';
import { CardError, openCard, type Transport } from '@kazasu/card';
import { PhoneError } from '../../headless/index.ts';
import type { Held } from './screen-state.ts';

/**
 * SHA-256 of the authentication certificate, which a card shows to anybody: whether two holds are of one card. Kept in memory.
 * Undefined where there is none to read.
 */
export async function fingerprintOf(transport: Transport): Promise<string | undefined> {
  try {
    const certificate = await openCard(transport).readAuthenticationCertificate();
    return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(certificate))));
  } catch (error) {
    const gone =
      error instanceof CardError && (error.code === 'card/removed' || error.code === 'card/timeout');
    if (gone || !(error instanceof CardError)) throw error;
    return undefined;
  }
}

/** A PIN typed for one card would cost another one a try. Rejects with `phone/other-card` before anything is sent. */
export async function requireSameCard(
  transport: Transport,
  { fingerprint }: Pick<Held, 'fingerprint'>,
): Promise<void> {
  if (fingerprint === undefined || (await fingerprintOf(transport)) === fingerprint) return;
  throw new PhoneError('phone/other-card', 'not the card that was looked at before');
}
