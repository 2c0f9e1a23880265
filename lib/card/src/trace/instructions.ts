import type { DecodedCommand } from '../apdu.ts';
import { dataObjectOf } from './applications.ts';
import type { Heard } from './heard.ts';
import {
  afterRead,
  fileRead,
  namesFile,
  recordFile,
  referenced,
  selected,
  selectText,
} from './navigation.ts';
import { isHash } from './signed-hash.ts';
import { fileText, type TraceState } from './state.ts';

/** An instruction: how it reads, what of it may be shown, and where it leads. A new one is one row. */
export interface InstructionRow {
  readonly name: string;
  /** Whether the command's data may be shown. Absent: they are masked. */
  readonly showsData?: (command: DecodedCommand) => boolean;
  /** P1-P2 are shown whatever they are; otherwise not where they could be characters of a PIN. */
  readonly showsParameters?: true;
  /** Whether the data of an answer 9000 may be shown, which is not in a message. Absent: they are masked. */
  readonly showsAnswer?: (heard: Heard, before: TraceState) => boolean;
  /** Data of this command are a PIN: nothing of it or of its answer is ever shown. */
  readonly pin?: true;
  /** Added to the name. */
  readonly describe?: (heard: Heard, before: TraceState) => string;
  /**
   * The state after an answer. What did not answer 9000 has not succeeded, and may still have had its effect. Absent: the
   * instruction selects nothing.
   */
  readonly leadsTo?: (heard: Heard, before: TraceState, succeeded: boolean) => TraceState;
}

const BY_NAME = 0x04;
/** The longest PIN; shorter data in another command may be one that went astray. */
const PIN_MAX = 16;

const SELECT: InstructionRow = {
  name: 'SELECT',
  showsParameters: true,
  // An application identifier begins with a registration category, A to F; a file identifier has two bytes.
  showsData: ({ p1, data }) => (p1 === BY_NAME ? (data[0] ?? 0) >= 0xa0 : data.length <= 2),
  showsAnswer: () => true,
  describe: selectText,
  leadsTo: selected,
};

const READ_BINARY: InstructionRow = {
  name: 'READ BINARY',
  showsParameters: true,
  showsAnswer: (heard, before) => fileRead(heard, before)?.row?.open === true,
  describe: (heard, before) => {
    const file = fileRead(heard, before);
    if (!namesFile(heard) || file === undefined) return `offset ${heard.p1 * 256 + heard.p2}${wanted(heard)}`;
    return `${fileText(file)}, offset ${heard.p2}${wanted(heard)}`;
  },
  leadsTo: (heard, before, succeeded) => afterRead(fileRead(heard, before), { before, succeeded }),
};

const READ_RECORD: InstructionRow = {
  name: 'READ RECORD',
  showsParameters: true,
  showsAnswer: (heard, before) => recordFile(heard, before)?.row?.open === true,
  describe: (heard, before) => {
    const file = recordFile(heard, before);
    return `${heard.p1} of ${file === undefined ? 'no file' : fileText(file)}${wanted(heard)}`;
  },
  leadsTo: (heard, before, succeeded) => afterRead(recordFile(heard, before), { before, succeeded }),
};

const VERIFY: InstructionRow = {
  name: 'VERIFY',
  pin: true,
  describe: (heard, before) => `${pinName(heard, before)} ${heard.length === 0 ? '(tries left)' : '****'}`,
};

const CHANGE: InstructionRow = {
  name: 'CHANGE REFERENCE DATA',
  pin: true,
  describe: (heard, before) => `${pinName(heard, before)} ****`,
};

const SIGN: InstructionRow = {
  name: 'COMPUTE DIGITAL SIGNATURE',
  showsParameters: true,
  showsData: isHash,
  describe: (heard, before) => {
    const file = heard.p2 === 0 ? undefined : referenced(heard.p2 & 0x1f, before);
    const key = heard.p2 === 0 ? "application's key" : (file?.row?.name ?? 'unknown key');
    return `${key}${heard.p1 === 0 ? '' : `, form ${heard.p1}`}, ${heard.length} bytes`;
  },
};

const GET_DATA: InstructionRow = {
  name: 'GET DATA',
  showsParameters: true,
  showsAnswer: (heard) => dataObjectOf(tagOf(heard))?.open === true,
  describe: (heard) => {
    const tag = tagOf(heard).toString(16).padStart(4, '0').toUpperCase();
    return `${tag} ${dataObjectOf(tagOf(heard))?.name ?? 'unknown'}`;
  },
};

/** By interindustry (00) or proprietary (80) class and instruction byte. */
const ROWS = new Map<number, InstructionRow>([
  [0x00a4, SELECT],
  [0x00b0, READ_BINARY],
  [0x00b2, READ_RECORD],
  [0x0020, VERIFY],
  [0x0021, VERIFY],
  [0x0024, CHANGE],
  [0x0025, CHANGE],
  [0x002c, { name: 'RESET RETRY COUNTER', pin: true, describe: () => '****' }],
  [0x8032, CHANGE],
  [0x0082, { name: 'MUTUAL AUTHENTICATE', describe: (heard) => `${heard.length} bytes` }],
  [0x0084, { name: 'GET CHALLENGE', describe: (heard) => `${heard.le ?? 0} bytes` }],
  [0x0088, { name: 'INTERNAL AUTHENTICATE', describe: (heard) => `${heard.length} bytes` }],
  [0x00c0, { name: 'GET RESPONSE', describe: (heard) => `${heard.le ?? 0} bytes` }],
  [0x00ca, GET_DATA],
  [0x802a, SIGN],
  [0x80a2, { name: 'SET PUBLIC KEY', showsData: ({ data }) => data.length > PIN_MAX }],
  [0x80ae, { name: 'SET SESSION KEY', showsData: ({ data }) => data.length > PIN_MAX }],
  [0x80fc, { name: 'phone profile' }],
]);

export function instructionOf(cla: number, ins: number): InstructionRow | undefined {
  return ROWS.get((cla & 0x80) * 256 + ins);
}

function pinName({ p2 }: Heard, before: TraceState): string {
  return referenced(p2 & 0x1f, before)?.row?.name ?? 'unknown PIN';
}

function wanted({ le }: Heard): string {
  return le === undefined ? '' : `, ${le} bytes`;
}

function tagOf({ p1, p2 }: Heard): number {
  return p1 * 256 + p2;
}
