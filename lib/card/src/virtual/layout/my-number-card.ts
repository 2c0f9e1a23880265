import { AID } from '../../application/aid.ts';
import { TOKEN_LABEL } from '../../application/jpki/index.ts';
import { STATUS } from '../../status.ts';
import {
  COMMON_INSTRUCTIONS,
  changeKey,
  changeReferenceData,
  computeSignature,
  getData,
  internalAuthenticate,
  setSessionKey,
} from '../command/index.ts';
import type { CardContents } from '../contents.ts';
import { type CardLayout, type Instruction, type InstructionTable, ok, status } from '../engine/index.ts';
import { commonApplication } from './common.ts';
import { jpkiApplication, labelIn } from './jpki.ts';
import { jukiApplication } from './juki.ts';
import { masterFile } from './master-file.ts';
import { surfaceApplication } from './surface.ts';
import { textApplication } from './text.ts';

/** A My Number Card with these contents; with the token label of a phone, as far as known, the phone's token. */
export function myNumberCard(contents: CardContents): CardLayout {
  return {
    masterFile: masterFile(contents.masterFile),
    applications: [
      jpkiApplication(contents.jpki),
      textApplication(contents.text),
      surfaceApplication(contents.surface),
      commonApplication(contents.common),
      jukiApplication(contents.juki),
    ],
    powerOnAids: [AID.issuerSecurityDomain],
    instructions: instructionsOf(labelIn(contents.jpki.tokenInformation)),
  };
}

function instructionsOf(label: string | undefined): InstructionTable {
  return new Map<number, Instruction>([
    ...COMMON_INSTRUCTIONS,
    [0x0024, changeReferenceData],
    [0x8032, changeKey],
    [0x0088, internalAuthenticate],
    [0x00ca, getData],
    [0x802a, computeSignature],
    [0x80ae, setSessionKey],
    // Takes the certificate of a terminal; which P1 and P2 it wants, nobody outside knows.
    [0x80a2, () => status(STATUS.wrongParameters)],
    [0x80fc, label === TOKEN_LABEL.iphone ? lastCommand : () => status(STATUS.wrongLength)],
  ]);
}

/** What an iPhone is told at the end of an errand (`80 FC 00 00`). */
const lastCommand: Instruction = (_card, command) => {
  if (command.p1 !== 0 || command.p2 !== 0) return status(STATUS.wrongParameters);
  return command.data.length > 0 || command.le !== undefined ? status(STATUS.wrongLength) : ok();
};
