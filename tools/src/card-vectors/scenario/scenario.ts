import { toHex, toUtf8 } from '@kazasu/bytes';
import type { CardJson, PinName } from '@kazasu/card/testing';
import type { Lab } from '../lab.ts';

/** One transcript to be: what it shows, who says so, and what is done. */
export interface Scenario {
  readonly id: string;
  readonly comment: string;
  /** The section of the facts about the card, as in docs/divergences.md, or another source. */
  readonly source: string;
  readonly flags: readonly Flag[];
  readonly triesBefore?: { readonly [name in PinName]?: number };
  readonly drive: (lab: Lab) => Promise<void> | void;
}

/** One file of transcripts. */
export interface ScenarioFile {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly scenarios: readonly Scenario[];
}

export const FLAGS = {
  Agreed: 'Two or more independent sources, or a measurement and a source, agree.',
  Measured: 'One source measured it, on a test card; no second one confirms it.',
  Guess: 'No source says so. It is what this project does; a row of docs/divergences.md tells of the doubt.',
  CardRandom:
    'The card draws random octets: cardRandom lists them in order. A card whose draw cannot be set answers otherwise.',
  PssSalt:
    'The card draws the salt. Where it cannot be set, compare by `check`: verify the answer as RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 octets.',
  ReaderRandom: 'The reader draws random octets: `random` of the call lists them in order.',
  UsesTries: 'A PIN has fewer tries afterwards.',
  Malformed: 'The command breaks ISO/IEC 7816-4.',
} as const;

export type Flag = keyof typeof FLAGS;

export const APPLICATIONS = {
  jpki: 'd392f000260100000001',
  text: 'd3921000310001010408',
  surface: 'd3921000310001010402',
  juki: 'd3921000310001010401',
  common: 'd3921000310001010100',
} as const;

export function select(lab: Lab, application: keyof typeof APPLICATIONS): void {
  lab.send(`00a4040c 0a ${APPLICATIONS[application]}`, '9000');
}

export function selectFile(lab: Lab, file: string, status = '9000'): void {
  lab.send(`00a4020c 02 ${file}`, status);
}

/** VERIFY of the current file with the right value, or another. */
export function verify(lab: Lab, value: string, status = '9000'): void {
  const octets = toUtf8(value);
  lab.send(`00200080 ${octet(octets.length)} ${toHex(octets)}`, status);
}

export function pinOf(json: CardJson, name: PinName): string {
  return json.pins[name].value;
}

/** A PIN as an argument of a call. */
export function pinWord(lab: Lab, name: PinName): { ascii: string } {
  return { ascii: pinOf(lab.json, name) };
}

export function octet(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** `3031…` and 32 octets: a DigestInfo around a hash that is none. */
export const DIGEST = '00112233445566778899aabbccddeeff'.repeat(2);
export const DIGEST_INFO = `3031300d060960864801650304020105000420${DIGEST}`;
