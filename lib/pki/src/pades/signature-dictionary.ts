import { PkiError } from '../error.ts';
import {
  asDictionary,
  asReference,
  isString,
  type PdfDictionary,
  type PdfString,
  type PdfView,
} from '../pdf/index.ts';
import { type FormField, formFields } from './field.ts';
import { readText } from './text.ts';

/** A signature as the form of one revision shows it. Nothing of it is judged yet. */
export interface SignatureDictionary {
  /** The field whose value it is. */
  readonly field: FormField;
  /** Of the object that holds it: its own, or the field's if it stands in the field. */
  readonly number: number;
  readonly dictionary: PdfDictionary;
  /** Where the object stands in the file; undefined in an object stream. */
  readonly place: { readonly start: number; readonly end: number } | undefined;
  readonly contents: PdfString | undefined;
  readonly subFilter: string | undefined;
  readonly isTimestamp: boolean;
  /** `M`, milliseconds since 1970: what the signer says. */
  readonly claimedTime: number | undefined;
}

/** How many a document may have. */
export const SIGNATURES_MAX = 64;

/** Every signature that the form holds at this revision; `pki/budget` for more than {@link SIGNATURES_MAX}. */
export function signatureDictionaries(view: PdfView): SignatureDictionary[] {
  const found: SignatureDictionary[] = [];
  for (const field of formFields(view)) {
    const raw = field.dictionary.get('V');
    const dictionary = asDictionary(view.resolve(raw));
    if (field.type !== 'Sig' || dictionary === undefined) continue;
    if (found.length >= SIGNATURES_MAX) throw new PkiError('pki/budget', 'too many signatures');
    const number = asReference(raw)?.number ?? field.number;
    const contents = dictionary.get('Contents');
    const subFilter = view.resolve(dictionary.get('SubFilter'));
    found.push({
      field,
      number,
      dictionary,
      place: view.object(number)?.place,
      contents: isString(contents) ? contents : undefined,
      subFilter: typeof subFilter === 'string' ? subFilter : undefined,
      isTimestamp: dictionary.get('Type') === 'DocTimeStamp' || subFilter === 'ETSI.RFC3161',
      claimedTime: parsePdfDate(readText(view, dictionary.get('M'))),
    });
  }
  return found;
}

const DATE =
  /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(?:Z)(?:00'00'?)?|([+-])(\d\d)'?(?:(\d\d)'?)?)?$/;

/** ISO 32000-2 7.9.4. Milliseconds since 1970, undefined for what is no date. */
function parsePdfDate(text: string | undefined): number | undefined {
  const match = DATE.exec(text ?? '');
  if (match === null) return undefined;
  const part = (group: number, absent: number) =>
    match[group] === undefined ? absent : Number(match[group]);
  const [month, day, hour] = [part(2, 1), part(3, 1), part(4, 0)];
  const [minute, second] = [part(5, 0), part(6, 0)];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59)
    return undefined;
  const year = part(1, 0);
  // Date.UTC takes those for years of the last century.
  if (year < 100) return undefined;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const offset = (part(8, 0) * 60 + part(9, 0)) * 60_000;
  return match[7] === '-' ? time + offset : time - offset;
}
