import type { CmsOrder } from './cms.ts';
import { makeCms } from './cms.ts';

/** Object number to body. */
export type Bodies = { readonly [number: number]: string };

/** A page with text, a field for the buyer's signature that shows nothing, a text field, another signature field. */
export const PAGES: Bodies = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>',
  2: '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /T 6 0 R >> >> /Annots [7 0 R 8 0 R 9 0 R] >>',
  4: '<< /Length 41 >>\nstream\nBT /T 14 Tf 30 200 Td (Pay 100 yen) Tj ET\nendstream',
  5: '<< /SigFlags 3 /Fields [7 0 R 8 0 R 9 0 R] >>',
  6: '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
  7: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (buyer) /F 132 /Rect [0 0 0 0] /P 3 0 R >>',
  8: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /F 4 /Rect [30 20 150 40] /DA (/T 10 Tf) /P 3 0 R >>',
  9: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (seller) /F 132 /Rect [0 0 0 0] /P 3 0 R >>',
  12: '<< /Producer (Kazasu test vectors) >>',
};

const INFORMATION = '/Info 12 0 R /ID [<01> <02>]';
const ROOM = 9000;
const HOLE = `<${'0'.repeat(ROOM)}>`;
const RANGE = '[0 1111111111 2222222222 3333333333]';

export interface Saving {
  /** Entries in the table instead of the true places. */
  readonly entries?: { readonly [number: number]: string };
  /** Octets behind the objects. */
  readonly junk?: string;
  readonly trailer?: string;
  readonly root?: number;
  readonly prev?: number;
  readonly startxref?: number;
}

/** One character is one octet. Writes classic cross-reference tables, one subsection an object. */
export class Pdf {
  text: string;
  readonly #sections: readonly number[];

  constructor(text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', sections: readonly number[] = []) {
    this.text = text;
    this.#sections = sections;
  }

  save(bodies: Bodies, saving: Saving = {}): Pdf {
    const places = new Map<number, string>();
    let { text } = this;
    for (const [number, body] of Object.entries(bodies)) {
      places.set(Number(number), `${String(text.length).padStart(10, '0')} 00000 n`);
      text += `${number} 0 obj\n${body}\nendobj\n`;
    }
    for (const [number, entry] of Object.entries(saving.entries ?? {})) places.set(Number(number), entry);
    text += saving.junk ?? '';
    const previous = saving.prev ?? this.#sections.at(-1);
    if (previous === undefined) places.set(0, '0000000000 65535 f');
    const start = text.length;
    const rows = [...places].sort(([a], [b]) => a - b).map(([number, entry]) => `${number} 1\n${entry}\r\n`);
    const back = previous === undefined ? '' : ` /Prev ${previous}`;
    text += `xref\n${rows.join('')}trailer\n<< /Size 40 /Root ${saving.root ?? 1} 0 R${back} ${saving.trailer ?? INFORMATION} >>\n`;
    text += `startxref\n${saving.startxref ?? start}\n%%EOF\n`;
    return new Pdf(text, [...this.#sections, start]);
  }

  /** The same sections under another text. */
  edit(from: string | RegExp, to: string): Pdf {
    const changed = this.text.replace(from, () => to);
    if (changed === this.text) throw new Error(`nothing to replace: ${String(from).slice(0, 60)}`);
    return new Pdf(changed, this.#sections);
  }

  /** Text over what stands there. */
  put(at: number, text: string): Pdf {
    return new Pdf(this.text.slice(0, at) + text + this.text.slice(at + text.length), this.#sections);
  }

  get octets(): Uint8Array {
    return Buffer.from(this.text, 'latin1');
  }
}

export interface SignatureOrder {
  readonly cms: Omit<CmsOrder, 'content'>;
  /** Octets instead of the CMS that is made over what is covered. */
  readonly value?: (covered: Uint8Array) => Uint8Array;
  readonly range?: (numbers: readonly [number, number, number, number], text: string) => string;
  /** The signature dictionary rewritten before it is filled in. */
  readonly dictionary?: (text: string) => string;
  readonly subFilter?: string;
  readonly type?: string;
}

export function signatureDictionary(order: Partial<SignatureOrder> = {}): string {
  const { subFilter = 'ETSI.CAdES.detached', type = 'Sig' } = order;
  const text = `<< /Type /${type} /Filter /Adobe.PPKLite /SubFilter /${subFilter} /ByteRange ${RANGE} /Contents ${HOLE} /M (D:20260531090000Z) >>`;
  return order.dictionary?.(text) ?? text;
}

/** Fills in the last signature dictionary of a file that has a hole for it. */
export function seal(pdf: Pdf, order: SignatureOrder): Pdf {
  const open = pdf.text.lastIndexOf(HOLE);
  if (open < 0) return pdf;
  const close = open + HOLE.length;
  const numbers = [0, open, close, pdf.text.length - close] as const;
  const range = order.range?.(numbers, pdf.text) ?? `[${numbers.join(' ')}]`;
  const filled = pdf.edit(RANGE, range.padEnd(RANGE.length));
  const covered = Buffer.from(filled.text.slice(0, open) + filled.text.slice(close), 'latin1');
  const value = order.value?.(covered) ?? makeCms({ ...order.cms, content: covered, inside: null });
  const digits = Buffer.from(value).toString('hex').padEnd(ROOM, '0');
  return filled.put(open, `<${digits}>`);
}

const withValue = (field: number, value: number) =>
  PAGES[field]?.replace('/T (', `/V ${value} 0 R /T (`) ?? '';
export const BUYER = withValue(7, 10);
export const SELLER = withValue(9, 11);

export const draft = (bodies: Bodies = {}, saving: Saving = {}) =>
  new Pdf().save({ ...PAGES, ...bodies }, saving);

/** The buyer signs in a revision of its own. */
export function signed(order: SignatureOrder, file = draft(), bodies: Bodies = {}): Pdf {
  return seal(file.save({ 7: BUYER, 10: signatureDictionary(order), ...bodies }), order);
}

/** Signed in the first revision, with a certification of this level. */
export function certified(order: SignatureOrder, level: number | string, confirmed = true): Pdf {
  const reference = `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /V /1.2 /P ${level} >> >>]`;
  const dictionary = (text: string) => text.replace(/>>$/, `${reference} >>`);
  const catalog = confirmed ? (PAGES[1]?.replace(/>>$/, '/Perms << /DocMDP 10 0 R >> >>') ?? '') : PAGES[1];
  return seal(
    draft({ 1: catalog ?? '', 7: BUYER, 10: signatureDictionary({ ...order, dictionary }) }),
    order,
  );
}
