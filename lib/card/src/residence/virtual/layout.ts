import { STATUS } from '../../status.ts';
import { readBinary, select } from '../../virtual/command/index.ts';
import {
  type Access,
  type CardFiles,
  type CardLayout,
  data,
  IN_MESSAGE,
  type Instruction,
} from '../../virtual/engine/index.ts';
import { RESIDENCE, RESIDENCE_AID } from '../ef.ts';
import type { ResidenceContents } from './contents.ts';
import { getChallenge, mutualAuthenticate, NUMBER, verifyNumber } from './session.ts';

const IN_MESSAGES: Access = { allOf: [NUMBER, IN_MESSAGE] };
const BY_NUMBER: Access = { allOf: [NUMBER] };
/** Identifiers of the master file's two files; what READ BINARY names is their short identifier. */
const LONG_IDENTIFIER = { commonData: 0x2f01, cardType: 0x000a } as const;

/** A residence card with these files and this number, which is the key to them. */
export function residenceLayout(contents: ResidenceContents, cardNumber: Uint8Array): CardLayout {
  return {
    masterFile: {
      files: new Map([
        [LONG_IDENTIFIER.commonData, data(contents.commonData, 'free')],
        [RESIDENCE.commonData, data(contents.commonData, 'free')],
        [LONG_IDENTIFIER.cardType, data(contents.cardType, 'free')],
      ]),
      dataObjects: new Map(),
      everywhere: new Set(),
      selectable: true,
    },
    applications: [
      {
        aid: RESIDENCE_AID.front,
        files: new Map([
          [RESIDENCE.frontImage, data(contents.frontImage, IN_MESSAGES)],
          [RESIDENCE.portrait, data(contents.portrait, IN_MESSAGES)],
        ]),
      },
      { aid: RESIDENCE_AID.back, files: backFiles(contents) },
      {
        aid: RESIDENCE_AID.signature,
        files: new Map([[RESIDENCE.signature, data(contents.signature, BY_NUMBER)]]),
      },
    ],
    powerOnAids: [],
    instructions: new Map<number, Instruction>([
      [0x00a4, selectWithin],
      [0x00b0, readBinary],
      [0x0084, getChallenge],
      [0x0082, mutualAuthenticate(cardNumber)],
      [0x0020, verifyNumber(cardNumber)],
    ]),
  };
}

function backFiles(contents: ResidenceContents): CardFiles {
  const files = new Map([[RESIDENCE.address as number, data(contents.address, BY_NUMBER)]]);
  for (const name of ['comprehensivePermission', 'individualPermission', 'renewal'] as const) {
    const content = contents[name];
    if (content !== undefined) files.set(RESIDENCE[name], data(content, BY_NUMBER));
  }
  return files;
}

/** SELECT: the session with the terminal goes on, whichever file is selected. */
const selectWithin: Instruction = (card, command) => {
  const { channel } = card.session;
  const answer = select(card, command);
  if (answer.status === STATUS.ok) card.session.channel = channel;
  return answer;
};
