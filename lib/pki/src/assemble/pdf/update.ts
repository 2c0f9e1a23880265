import { PkiError } from '../../error.ts';
import { asArray, asInteger, type PdfDocument, type PdfValue, type PdfView } from '../../pdf/index.ts';
import { sha256 } from '../digest.ts';
import { writeValue } from './value.ts';

/** ISO 32000-1 annex C: the largest object number that readers of today take. */
const OBJECTS_MAX = 8_388_607;

interface Written {
  readonly generation: number;
  readonly body: string;
}

/** The objects of a new revision. Text is one character for each octet. */
export class PdfUpdate {
  readonly document: PdfDocument;
  /** The document as it is before. */
  readonly view: PdfView;
  #next: number;
  readonly #objects = new Map<number, Written>();

  constructor(document: PdfDocument) {
    this.document = document;
    this.view = document.view(document.revisions.length - 1);
    const sizes = document.revisions.map(({ trailer }) => asInteger(trailer.get('Size')) ?? 0);
    this.#next = Math.max(...sizes);
    if (this.#next + 16 > OBJECTS_MAX) throw new PkiError('pki/budget', 'more objects than readers take');
  }

  /** A new object; its number. */
  add(body: string): number {
    const number = this.#next++;
    this.#objects.set(number, { generation: 0, body });
    return number;
  }

  /** Another value for an object that is there. */
  replace(number: number, value: PdfValue): void {
    const generation = this.view.object(number)?.generation;
    if (generation === undefined) throw new PkiError('pki/pdf', 'object missing');
    const body = writeValue(value);
    if ((this.#objects.get(number)?.body ?? body) !== body) {
      throw new PkiError('pki/pdf', 'one object that is two things of the document');
    }
    this.#objects.set(number, { generation, body });
  }

  reference(number: number): PdfValue {
    return { kind: 'reference', number, generation: this.view.object(number)?.generation ?? 0 };
  }

  /** The new revision, to be put behind the file as it is: objects in the order in which they came, then cross-references. */
  encode(): string {
    const { bytes } = this.document;
    const last = bytes.at(-1);
    let text = last === 0x0a || last === 0x0d ? '' : '\n';
    const places = new Map<number, Place>();
    for (const [number, { generation, body }] of this.#objects) {
      places.set(number, { offset: bytes.length + text.length, generation });
      text += `${number} ${generation} obj\n${body}\nendobj\n`;
    }
    const at = bytes.length + text.length;
    const previous = lastSection(bytes);
    const isTable = latin1(bytes, previous, previous + 4) === 'xref';
    text += isTable ? this.#table(places, previous) : this.#stream(places, previous, at);
    return `${text}startxref\n${at}\n%%EOF\n`;
  }

  #table(places: ReadonlyMap<number, Place>, previous: number): string {
    const rows = subsections(places).map(({ first, rows }) => {
      const lines = rows.map(
        ({ offset, generation }) =>
          `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`,
      );
      return `${first} ${rows.length}\n${lines.join('')}`;
    });
    return `xref\n${rows.join('')}trailer\n<< ${this.#trailer(previous)} >>\n`;
  }

  /** ISO 32000-2 7.5.8, without a filter. The stream names itself, as most writers let it. */
  #stream(places: Map<number, Place>, previous: number, at: number): string {
    const own = this.#next++;
    places.set(own, { offset: at, generation: 0 });
    const parts = subsections(places);
    const data = Buffer.alloc(places.size * 7);
    for (const [i, { offset, generation }] of parts.flatMap(({ rows }) => rows).entries()) {
      data.writeUInt8(1, i * 7);
      data.writeUInt32BE(offset, i * 7 + 1);
      data.writeUInt16BE(generation, i * 7 + 5);
    }
    const index = parts.map(({ first, rows }) => `${first} ${rows.length}`).join(' ');
    const head = `/Type /XRef /W [1 4 2] /Index [${index}] /Length ${data.length} ${this.#trailer(previous)}`;
    return `${own} 0 obj\n<< ${head} >>\nstream\n${data.toString('latin1')}\nendstream\nendobj\n`;
  }

  /** Of the file's identifier the second half is new with each revision (ISO 32000-2 14.4). */
  #trailer(previous: number): string {
    const { trailer } = this.view;
    const kept = ['Root', 'Info'].flatMap((key) => {
      const value = trailer.get(key);
      return value === undefined ? [] : [`/${key} ${writeValue(value)}`];
    });
    const [first] = asArray(this.view.resolve(trailer.get('ID'))) ?? [];
    const made = Buffer.from(
      sha256(Buffer.from([...this.#objects.values()].map(({ body }) => body).join(''))),
    );
    const id = first === undefined ? [] : [`/ID [${writeValue(first)} <${made.toString('hex', 0, 16)}>]`];
    return [`/Size ${this.#next}`, ...kept, ...id, `/Prev ${previous}`].join(' ');
  }
}

interface Place {
  readonly offset: number;
  readonly generation: number;
}

/** Runs of consecutive numbers. */
function subsections(places: ReadonlyMap<number, Place>): { first: number; rows: Place[] }[] {
  const runs: { first: number; rows: Place[] }[] = [];
  for (const [number, place] of [...places].sort(([a], [b]) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run.first + run.rows.length === number) run.rows.push(place);
    else runs.push({ first: number, rows: [place] });
  }
  return runs;
}

/** What the file's last `startxref` says; the reader has seen that it is one and true. */
function lastSection(bytes: Uint8Array): number {
  const tail = latin1(bytes, Math.max(0, bytes.length - 256), bytes.length);
  const match = /startxref\s+(\d+)/.exec(tail.slice(tail.lastIndexOf('startxref')));
  if (match === null) throw new PkiError('pki/pdf-end', 'the file does not end with a revision');
  return Number(match[1]);
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', from, to);
}
