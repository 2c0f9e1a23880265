import { AID } from '../../application/aid.ts';
import { COMMON } from '../../application/common/index.ts';
import type { CardContents } from '../contents.ts';
import type { CardApplication, CardFile } from '../engine/index.ts';
import { oneRecord, pin } from './file.ts';

/** The files of the common application (facts a.8). Its key answers a challenge, to nobody in particular. */
export function commonApplication(contents: CardContents['common']): CardApplication {
  return {
    aid: AID.common,
    files: new Map<number, CardFile>([
      [COMMON.cardInformation, oneRecord(contents.cardInformation)],
      [COMMON.keyReference, oneRecord(contents.keyReference)],
      [COMMON.internalKey, { kind: 'key', key: 'common', access: 'free', use: 'authenticate' }],
      pin('common'),
    ]),
  };
}
