import { concat, isCalendarDate } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { encodeObject, matching, textIn, textValue, values } from './data-objects.ts';
import { RESIDENCE_LENGTH, RESIDENCE_TAG } from './ef.ts';

/** 住居地: the newest that is written on the back. All empty where nothing is. */
export interface ResidenceAddress {
  /** `YYYYMMDD` on which it was written */
  readonly date: string;
  /** 市町村コード, six digits */
  readonly municipality: string;
  readonly address: string;
}

export function encodeResidenceAddress({ date, municipality, address }: ResidenceAddress): Uint8Array {
  if (date !== '' && !isCalendarDate(date)) throw new CardError('card/file', 'address: no such date');
  if (!/^([0-9]{6})?$/.test(municipality)) throw new CardError('card/file', 'address: municipality');
  return concat(
    encodeObject(RESIDENCE_TAG.addressDate, textValue('address', date, 8)),
    encodeObject(RESIDENCE_TAG.municipality, textValue('address', municipality, 6)),
    encodeObject(RESIDENCE_TAG.address, textValue('address', address, RESIDENCE_LENGTH.address)),
  );
}

export function parseResidenceAddress(file: Uint8Array): ResidenceAddress {
  const found = values('address', file, [
    RESIDENCE_TAG.addressDate,
    RESIDENCE_TAG.municipality,
    RESIDENCE_TAG.address,
  ]);
  const [date, municipality, address] = found.map((value) => textIn('address', value)) as [
    string,
    string,
    string,
  ];
  if (date !== '' && !isCalendarDate(date)) throw new CardError('card/file', 'address: no such date');
  return { date, municipality: matching('address', municipality, /^([0-9]{6})?$/), address };
}
