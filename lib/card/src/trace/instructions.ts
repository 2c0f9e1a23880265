import type { DecodedCommand } from '../apdu.ts';
import { applicationOf, dataObjectOf } from './applications.ts';
import type { Heard } from './heard.ts';
import { fileIn, fileText, POWER_ON, type TracedFile, type TraceState } from './state.ts';

/** An instruction: how it reads, what of it may be shown, and where it leads. A new one is one row. */
export interface InstructionRow {
  readonly name: string;
  /** Whether the command's data may be shown. Absent: they are masked. */
  readonly showsData?: (command: DecodedCommand) => boolean;
  /** P1-P2 are shown whatever they are; otherwise not where they could be characters of a PIN. */
  readonly showsParameters?: true;
  /** Whether the answer's data may be shown. Absent: they are masked. */
  readonly showsAnswer?: (heard: Heard, before: TraceState) => boolean;
  /** Data of this command are a PIN: nothing of it or of its answer is ever shown. */
  readonly pin?: true;
  /** Added to the name. */
  readonly describe?: (heard: Heard, before: TraceState) => string;
  /** The state after an answer 9000. */
  readonly leadsTo?: (heard: Heard, before: TraceState) => TraceState;
}

const OF_MASTER_FILE = 0x00;
const BY_NAME = 0x04;
const MASTER_FILE = 0x3f00;
const SHORT_IDENTIFIER = 0x80;
/** The longest PIN; shorter data in another command may be one that went astray. */
const PIN_MAX = 16;

const SELECT: InstructionRow = {
  name: 'SELECT',
  showsParameters: true,
  // An application identifier begins with a registration category, A to F; a file identifier has two bytes.
  showsData: ({ p1, data }) => (p1 === BY_NAME ? (data[0] ?? 0) >= 0xa0 : data.length <= 2),
  showsAnswer: () => true,
  describe: (heard, before) => selectText(heard, before),
  leadsTo: (heard, before) => selected(heard, before) ?? before,
};

const READ_BINARY: InstructionRow = {
  name: 'READ BINARY',
  showsParameters: true,
  showsAnswer: (heard, before) => fileRead(heard, before)?.row?.open === true,
  describe: (heard, before) => {
    const named = (heard.p1 & SHORT_IDENTIFIER) !== 0;
    const offset = named ? heard.p2 : heard.p1 * 256 + heard.p2;
    const file = named ? `${fileText(fileIn(before.application, heard.p1 & 0x1f))}, ` : '';
    return `${file}offset ${offset}${wanted(heard)}`;
  },
  leadsTo: (heard, before) => ({ ...before, file: fileRead(heard, before) }),
};

const READ_RECORD: InstructionRow = {
  name: 'READ RECORD',
  showsParameters: true,
  showsAnswer: (heard, before) => referenced(heard.p2 >> 3, before)?.row?.open === true,
  describe: (heard, before) => {
    const file = referenced(heard.p2 >> 3, before);
    return `${heard.p1} of ${file === undefined ? 'no file' : fileText(file)}${wanted(heard)}`;
  },
  leadsTo: (heard, before) => ({ ...before, file: referenced(heard.p2 >> 3, before) }),
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
  showsData: ({ data }) => data.length > PIN_MAX,
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

function selected({ p1, data, secureMessaging }: Heard, before: TraceState): TraceState | undefined {
  if (secureMessaging) return { ...before, file: { identifier: undefined, row: undefined } };
  if (data === undefined) return undefined;
  if (isMasterFile(p1, data)) {
    return before.application?.stays && data.length === 0 ? before : POWER_ON;
  }
  if (p1 === BY_NAME) return { application: applicationOf(data), file: undefined };
  const [high, low] = data;
  if (high === undefined || low === undefined) return undefined;
  return { ...before, file: fileIn(before.application, high * 256 + low) };
}

function isMasterFile(p1: number, data: Uint8Array): boolean {
  const [high = 0, low = 0] = data;
  return p1 === OF_MASTER_FILE && (data.length === 0 || high * 256 + low === MASTER_FILE);
}

function selectText(heard: Heard, before: TraceState): string {
  const after = selected(heard, before);
  if (heard.data !== undefined && isMasterFile(heard.p1, heard.data)) return 'master file';
  if (after === undefined) return '****';
  if (heard.p1 === BY_NAME && !heard.secureMessaging) return `application ${after.application?.name}`;
  return after.file === undefined ? '****' : fileText(after.file);
}

function fileRead({ p1 }: Heard, before: TraceState): TracedFile | undefined {
  return (p1 & SHORT_IDENTIFIER) === 0 ? before.file : fileIn(before.application, p1 & 0x1f);
}

/** The file of a reference: 0 is the current one. */
function referenced(identifier: number, before: TraceState): TracedFile | undefined {
  return identifier === 0 ? before.file : fileIn(before.application, identifier);
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
