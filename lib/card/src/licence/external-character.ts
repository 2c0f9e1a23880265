import { concat } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { encodeRecord, parseRecord } from './data-objects.ts';
import { LICENCE_LENGTH } from './ef.ts';

/** The pattern of a character that JIS X 0208 does not have (外字). */
export interface ExternalCharacter {
  /** 文字構成, one octet that tells the form of the pattern. */
  readonly structure: number;
  /** The pattern as stored; how it is compressed is not read here. */
  readonly pattern: Uint8Array;
}

const NAME = 'licence external characters';
const TAGS = [0x48, 0x49] as const;
/** Structure and pattern. */
const VALUE_MAX = 128;

/** EF 0003 of DF1: 外字1 and 外字2, those of name and address as first printed. */
export function encodeExternalCharacters(characters: readonly ExternalCharacter[]): Uint8Array {
  if (characters.length > TAGS.length) throw new CardError('card/file', `${NAME}: more than two`);
  const fields = TAGS.map((tag, index) => {
    const character = characters[index];
    if (character === undefined) return { tag, value: new Uint8Array() };
    if (1 + character.pattern.length > VALUE_MAX)
      throw new CardError('card/file', `${NAME}: pattern too long`);
    return { tag, value: concat(Uint8Array.of(character.structure), character.pattern) };
  });
  return encodeRecord(NAME, fields, LICENCE_LENGTH.externalCharacters);
}

export function parseExternalCharacters(file: Uint8Array): ExternalCharacter[] {
  const fields = parseRecord(NAME, file);
  if (fields.some(({ tag }, index) => tag !== TAGS[index])) {
    throw new CardError('card/file', `${NAME}: not the data objects of this file`);
  }
  return fields.flatMap(({ value }) => {
    const [structure] = value;
    return structure === undefined ? [] : [{ structure, pattern: value.subarray(1) }];
  });
}
