import { AID } from '../../application/aid.ts';
import { TEXT } from '../../application/text/index.ts';
import type { CardContents } from '../contents.ts';
import { type CardApplication, type CardFile, data } from '../engine/index.ts';
import { FILLER, oneOf, pin, signingKey } from './file.ts';

const BY_PIN_OR_A = oneOf('text', 'textNumberA');
const BY_PIN_OR_B = oneOf('text', 'textNumberB');
const BY_ANY = oneOf('text', 'textNumberA', 'textNumberB');

/** The files of the text application (facts a.6): number A opens the My Number, number B the four items, the PIN both. */
export function textApplication(contents: CardContents['text']): CardApplication {
  const key = signingKey('text', 'free');
  return {
    aid: AID.text,
    files: new Map<number, CardFile>([
      [TEXT.myNumber, data(contents.myNumber, BY_PIN_OR_A)],
      [TEXT.fourItems, data(contents.fourItems, BY_PIN_OR_B)],
      [TEXT.integrity, data(contents.integrity, BY_ANY)],
      [TEXT.issuerCertificate, data(contents.issuerCertificate, 'free')],
      [TEXT.basicInformation, data(contents.basicInformation, 'free')],
      [TEXT.sessionKey, data(contents.sessionKey, BY_ANY)],
      [TEXT.chipKey, data(contents.chipKey, BY_ANY)],
      [0x0008, data(FILLER, BY_ANY)],
      pin('text'),
      [0x0012, { kind: 'blocked' }],
      [0x0013, key],
      pin('textNumberA'),
      pin('textNumberB'),
    ]),
    defaultKey: key,
    // The numbers are not enough: only who knows the PIN may send them hidden.
    sessionKeyAccess: oneOf('text'),
  };
}
