import type { LicencePinName } from '../../pin.ts';
import { readBinary, select, verify } from '../../virtual/command/index.ts';
import {
  type Access,
  type CardFile,
  type CardFiles,
  type CardLayout,
  data,
  type Instruction,
  type PinFile,
} from '../../virtual/engine/index.ts';
import { LICENCE, LICENCE_AID, LICENCE_LENGTH } from '../ef.ts';
import { LICENCE_PIN_RULE } from '../pin.ts';
import type { LicenceContents } from './contents.ts';

const PIN_1: Access = { allOf: ['licencePin1'] };
const BOTH: Access = { allOf: ['licencePin1', 'licencePin2'] };

/** A driver's licence with these files. Its PINs are verified in the master file and open DF1 and DF2. */
export function licenceLayout(contents: LicenceContents): CardLayout {
  return {
    masterFile: {
      files: new Map<number, CardFile>([
        [LICENCE.commonData, data(contents.commonData, 'free')],
        [LICENCE.pinSetting, data(contents.pinSetting, 'free')],
        [LICENCE.pin1, pin('licencePin1')],
        [LICENCE.pin2, pin('licencePin2')],
      ]),
      dataObjects: new Map(),
      everywhere: new Set(),
      selectable: true,
    },
    applications: [
      { aid: LICENCE_AID.items, files: itemFiles(contents) },
      { aid: LICENCE_AID.photo, files: new Map([[LICENCE.photo, data(contents.photo, BOTH)]]) },
      {
        aid: LICENCE_AID.reserved,
        files: new Map([[LICENCE.reserved, filler(LICENCE_LENGTH.reserved, PIN_1)]]),
      },
    ],
    powerOnAids: [],
    instructions: new Map<number, Instruction>([
      [0x00a4, select],
      [0x00b0, readBinaryOfCurrent],
      [0x0020, verify],
    ]),
  };
}

function itemFiles(contents: LicenceContents): CardFiles {
  const optional = (
    name: 'externalCharacters' | 'changes' | 'changedExternalCharacters' | 'domicileChanges',
    access: Access,
  ): CardFile => {
    const content = contents[name];
    return content === undefined ? filler(LICENCE_LENGTH[name], access) : data(content, access);
  };
  return new Map([
    [LICENCE.items, data(contents.items, PIN_1)],
    [LICENCE.domicile, data(contents.domicile, BOTH)],
    [LICENCE.externalCharacters, optional('externalCharacters', PIN_1)],
    [LICENCE.changes, optional('changes', PIN_1)],
    [LICENCE.changedExternalCharacters, optional('changedExternalCharacters', PIN_1)],
    [LICENCE.domicileChanges, optional('domicileChanges', BOTH)],
    [LICENCE.signature, data(contents.signature, PIN_1)],
  ]);
}

/** READ BINARY as of JIS X 6306: short file identifier 0 (P1 = 80) means the current file. */
const readBinaryOfCurrent: Instruction = (card, command) =>
  readBinary(card, command.p1 === 0x80 ? { ...command, p1: 0 } : command);

function filler(length: number, access: Access): CardFile {
  return data(new Uint8Array(length).fill(0xff), access);
}

function pin(name: LicencePinName): PinFile {
  return { kind: 'pin', pin: name, rule: LICENCE_PIN_RULE, changedBy: 'none' };
}
