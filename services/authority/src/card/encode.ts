import { CardError } from '@kazasu/card';
import { AuthorityError } from '../error.ts';

/** Runs encoders of files; what they refuse is a record that does not fit the card, `record_invalid`. */
export function encodeOrRefuse<const T>(encode: () => T): T {
  try {
    return encode();
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    throw new AuthorityError('record_invalid', 'the items do not fit the card', error);
  }
}
