import { createHash, type KeyObject } from 'node:crypto';
import { attribute, resigned } from '../../cms/testing/signer-tree.ts';
import { SigningTown } from '../../cms/testing/signers.ts';
import { at, type Tree } from '../../testing/der-tree.ts';
import { NOW, YEAR } from '../../testing/hierarchy.ts';
import { type Objects, PdfWriter, type RevisionOrder } from './writer.ts';

/** A page, a text field, a field to sign that shows nothing, and one that shows. */
export const CONTRACT: Objects = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [7 0 R 8 0 R 11 0 R] >>',
  4: '<< /Length 44 >>\nstream\nBT /F1 12 Tf 20 100 Td (Pay 100 yen.) Tj ET \nendstream',
  5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  6: '<< /Fields [7 0 R 8 0 R 11 0 R] /SigFlags 3 >>',
  7: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Buyer) /Rect [0 0 0 0] /F 132 /P 3 0 R >>',
  8: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Amount) /Rect [20 20 90 40] /F 4 /P 3 0 R /DA (/F1 10 Tf) >>',
  9: '<< /Producer (a test) /Title (Contract) >>',
  11: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seller) /Rect [20 150 90 180] /F 4 /P 3 0 R >>',
};

const ROOM = 4096;
const RANGE = '[0 0000000001 0000000002 0000000003]';

export interface ValueOrder {
  readonly subFilter?: string;
  readonly type?: string;
  /** Entries beside the usual ones. */
  readonly more?: string;
  readonly contents?: string;
  readonly byteRange?: string;
  readonly date?: string;
}

/** The body of a signature dictionary, its octets and range still to be filled in. */
export function signatureValue(order: ValueOrder = {}): string {
  const { subFilter = 'ETSI.CAdES.detached', type = '/Type /Sig', more = '' } = order;
  const contents = order.contents ?? `<${'0'.repeat(ROOM * 2)}>`;
  const date = order.date ?? "/M (D:20260401090000+09'00')";
  const range = order.byteRange ?? `/ByteRange ${RANGE}`;
  return `<< ${type} /Filter /Adobe.PPKLite /SubFilter /${subFilter} ${range} /Contents ${contents} ${date} ${more} >>`;
}

/** Fills in range and value of the last signature dictionary in the file. */
export function seal(
  file: PdfWriter,
  make: (covered: Uint8Array) => Uint8Array,
  change: (numbers: number[]) => string = ([a, b, c, d]) => `[${a} ${b} ${c} ${d}]`,
): PdfWriter {
  const open = file.text.lastIndexOf(`<${'0'.repeat(ROOM * 2)}>`);
  const close = open + ROOM * 2 + 2;
  const range = file.text.lastIndexOf(RANGE);
  const wanted = change([0, open, close, file.text.length - close]);
  if (open < 0 || range < 0 || wanted.length > RANGE.length) throw new Error('no room for the signature');
  const put = (at: number, text: string) => {
    file.text = file.text.slice(0, at) + text + file.text.slice(at + text.length);
  };
  put(range, wanted.padEnd(RANGE.length));
  const all = file.bytes;
  const value = Buffer.from(make(Buffer.concat([all.subarray(0, open), all.subarray(close)])));
  put(open + 1, value.toString('hex'));
  return file;
}

const SIGNING_TIME = '1.2.840.113549.1.9.5';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

/** A town whose people sign contracts. Each signer's CMS is made by OpenSSL once, then signed again for other octets. */
export class SigningOffice {
  readonly town = new SigningTown();
  readonly crl = this.town.crl();
  readonly #key: KeyObject;
  readonly #template: Uint8Array;

  constructor() {
    this.town.person({ name: 'other', kind: 'p256' });
    // Runs out before the time-stamp unit does.
    this.town.person({ name: 'buyer', kind: 'rsa', to: NOW + YEAR });
    this.#key = this.town.shop.privateKey('buyer');
    this.#template = this.town.sign(new Uint8Array(), ['buyer']);
  }

  get options() {
    return {
      anchors: [this.town.ca],
      timestampAnchors: [this.town.timeCa],
      time: NOW,
      crls: [this.crl, this.timeCrl],
    };
  }

  readonly timeCrl = this.town.crl({ issuer: 'time-ca' });

  /** A CAdES signature over these octets, without the signing time that OpenSSL cannot leave out. */
  readonly cms = (covered: Uint8Array): Uint8Array => this.cmsWith(covered, () => undefined);

  cmsWith(covered: Uint8Array, change: (signed: Tree) => void, keepTime = false): Uint8Array {
    return resigned(this.#template, { key: this.#key }, ({ signed }) => {
      if (signed === undefined) throw new Error('no signed attributes');
      const time = attribute(signed, SIGNING_TIME);
      if (!keepTime) signed.children = signed.children?.filter((one) => one !== time) ?? [];
      at(attribute(signed, MESSAGE_DIGEST), 1, 0).content = createHash('sha256').update(covered).digest();
      change(signed);
    });
  }

  /** The contract as its author saved it. */
  draft(objects: Objects = {}, order: RevisionOrder = {}): PdfWriter {
    return new PdfWriter().revision(
      { ...CONTRACT, ...objects },
      { trailer: '/Info 9 0 R /ID [<00> <01>]', ...order },
    );
  }

  /** A revision in which the buyer signs. */
  signed(file = this.draft(), value: ValueOrder = {}, order: RevisionOrder = {}): PdfWriter {
    const field = CONTRACT[7]?.replace('/T', '/V 10 0 R /T') ?? '';
    file.revision({ 7: field, 10: signatureValue(value) }, { ...TRAILER, ...order });
    return seal(file, this.cms);
  }

  /** A revision of the signed contract that somebody adds. */
  changed(objects: Objects, order: RevisionOrder = {}, file = this.signed()): PdfWriter {
    return file.revision(objects, { ...TRAILER, ...order });
  }

  /** The contract that its author certified before, allowing so much. */
  certified(level: number, more = ''): PdfWriter {
    const reference = `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /V /1.2 /P ${level} >> >> ${more}]`;
    const catalog = CONTRACT[1]?.replace('>>', '/Perms << /DocMDP 10 0 R >> >>') ?? '';
    const field = CONTRACT[7]?.replace('/T', '/V 10 0 R /T') ?? '';
    const file = this.draft({ 1: catalog, 7: field, 10: signatureValue({ more: reference }) });
    return seal(file, this.cms);
  }
}

export const TRAILER = { trailer: '/Info 9 0 R /ID [<00> <02>]' };
