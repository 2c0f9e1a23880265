import { AID } from '../../application/aid.ts';
import { SURFACE } from '../../application/surface/index.ts';
import type { CardContents } from '../contents.ts';
import { type CardApplication, type CardFile, data } from '../engine/index.ts';
import { FILLER, oneOf, pin, signingKey } from './file.ts';

const BY_ANY = oneOf('surfaceBirthdate', 'surfaceNumberA', 'surfaceNumberB');
const BY_NUMBER = oneOf('surfaceNumberA', 'surfaceNumberB');

/** The files of the surface application (facts a.7): who knows more of what is printed on the card may see more. */
export function surfaceApplication(contents: CardContents['surface']): CardApplication {
  return {
    aid: AID.surface,
    files: new Map<number, CardFile>([
      [SURFACE.ageRecord, data(contents.ageRecord, BY_ANY)],
      [SURFACE.face, data(contents.face, BY_NUMBER)],
      [SURFACE.basicInformation, data(contents.basicInformation, 'free')],
      [SURFACE.issuerCertificate, data(contents.issuerCertificate, 'free')],
      [SURFACE.myNumberImage, data(contents.myNumberImage, oneOf('surfaceNumberA'))],
      [0x0006, data(FILLER, BY_NUMBER)],
      pin('surfaceBirthdate'),
      pin('surfaceNumberB'),
      pin('surfaceNumberA'),
    ]),
    defaultKey: signingKey('surface', 'free'),
  };
}
