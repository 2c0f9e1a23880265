import { AID } from '../../application/aid.ts';
import { JUKI } from '../../application/juki/index.ts';
import type { CardContents } from '../contents.ts';
import type { CardApplication, CardFile } from '../engine/index.ts';
import { oneRecord, pin } from './file.ts';

/** The files of 住基AP (facts a.8). The resident's code is for municipalities alone and not on this card. */
export function jukiApplication(contents: CardContents['juki']): CardApplication {
  return {
    aid: AID.juki,
    files: new Map<number, CardFile>([[JUKI.keyReference, oneRecord(contents.keyReference)], pin('juki')]),
    sessionKeyAccess: 'never',
  };
}
