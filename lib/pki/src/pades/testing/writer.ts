/** Number to body; a body is everything between `obj` and `endobj`. */
export type Objects = Readonly<Record<number, string>>;

export interface RevisionOrder {
  /** Entries of the trailer beside Size, Root, Prev. */
  readonly trailer?: string;
  readonly root?: number;
  /** `stream` writes a cross-reference stream, under the number given. */
  readonly stream?: number;
  /** Entries that say something else than where the object was written: `0000000123 00000 n`. */
  readonly entries?: Readonly<Record<number, string>>;
  /** Octets between the objects and the cross-references. */
  readonly junk?: string;
  readonly size?: number;
  readonly prev?: number | undefined;
  /** Instead of the offset of the section. */
  readonly startxref?: number;
  readonly ending?: string;
}

/** A PDF file that grows by revisions. One character is one octet. */
export class PdfWriter {
  text: string;
  section: number | undefined;
  #size = 1;
  #root = 1;

  constructor(text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', section?: number, size = 1, root = 1) {
    this.text = text;
    this.section = section;
    this.#size = size;
    this.#root = root;
  }

  copy(): PdfWriter {
    return new PdfWriter(this.text, this.section, this.#size, this.#root);
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(Buffer.from(this.text, 'latin1'));
  }

  revision(objects: Objects, order: RevisionOrder = {}): this {
    const places = new Map<number, string>();
    for (const [number, body] of Object.entries(objects)) {
      places.set(Number(number), row(this.text.length));
      this.text += `${number} 0 obj\n${body}\nendobj\n`;
    }
    for (const [number, entry] of Object.entries(order.entries ?? {})) places.set(Number(number), entry);
    this.text += order.junk ?? '';
    const section = this.text.length;
    this.#root = order.root ?? this.#root;
    const last = Math.max(0, ...places.keys(), order.stream ?? 0);
    this.#size = Math.max(this.#size, last + 1);
    const prev = 'prev' in order ? order.prev : this.section;
    const trailer = `/Size ${order.size ?? this.#size} /Root ${this.#root} 0 R${prev === undefined ? '' : ` /Prev ${prev}`} ${order.trailer ?? ''}`;
    if (this.section === undefined && order.stream === undefined) places.set(0, '0000000000 65535 f');
    this.text +=
      order.stream === undefined ? table(places, trailer) : stream(order.stream, places, trailer, section);
    this.text += `startxref\n${order.startxref ?? section}\n${order.ending ?? '%%EOF\n'}`;
    this.section = section;
    return this;
  }
}

export function row(offset: number, generation = 0): string {
  return `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n`;
}

function table(places: ReadonlyMap<number, string>, trailer: string): string {
  const numbers = [...places.keys()].sort((a, b) => a - b);
  const sections = numbers.map((number) => `${number} 1\n${places.get(number)} \n`);
  return `xref\n${sections.join('')}trailer\n<< ${trailer} >>\n`;
}

function stream(own: number, places: Map<number, string>, trailer: string, at: number): string {
  places.set(own, row(at));
  const numbers = [...places.keys()].sort((a, b) => a - b);
  const data = numbers.map((number) => packed(places.get(number) ?? '')).join('');
  const index = numbers.map((number) => `${number} 1`).join(' ');
  const head = `/Type /XRef /W [1 4 2] /Index [${index}] /Length ${data.length} ${trailer}`;
  return `${own} 0 obj\n<< ${head} >>\nstream\n${data}\nendstream\nendobj\n`;
}

/** Rows of a table, and `container index c` for objects in object streams. */
function packed(entry: string): string {
  const [first = '', second = '', kind] = entry.split(' ');
  const octets = Buffer.alloc(7);
  octets.writeUInt8(kind === 'n' ? 1 : kind === 'c' ? 2 : 0, 0);
  octets.writeUInt32BE(Number(first), 1);
  octets.writeUInt16BE(kind === 'f' ? 0 : Number(second), 5);
  return octets.toString('latin1');
}
