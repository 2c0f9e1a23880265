import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import typeface from '@expo-google-fonts/noto-sans-jp/package.json' with { type: 'json' };
import PDFDocument from 'pdfkit';

const INK = '#1a1a1a';
const SOFT = '#4d4d4d';
const LINE = '#808080';
const GROUND = '#f1f1f4';
const WIDTH = 595.28;
const HEIGHT = 841.89;
const LEFT = 48;
const RIGHT = WIDTH - LEFT;
const LABEL_WIDTH = 118;
const PADDING = 7;
const VALUE_WIDTH = RIGHT - LEFT - LABEL_WIDTH - 2 * PADDING;
/** A longer value is written smaller, as on paper. */
const VALUE_SIZES = [10.5, 9.5, 8.5, 8, 7.5, 7] as const;

const fontFile = (file: string) =>
  readFileSync(fileURLToPath(import.meta.resolve(`${typeface.name}/${file}`)));
const REGULAR = fontFile('400Regular/NotoSansJP_400Regular.ttf');
const BOLD = fontFile('700Bold/NotoSansJP_700Bold.ttf');

interface TextOptions {
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
}

/** A choice with its box, ticked or not. */
export interface Choice {
  readonly label: string;
  readonly isTicked: boolean;
}

/** One page that is filled from the top, in the ways in which a form is filled. Lengths are points. */
export class Sheet {
  readonly #document: PDFKit.PDFDocument;
  readonly #pieces: Uint8Array[] = [];
  readonly #done: Promise<unknown>;
  #y = 44;

  constructor(title: string, time: number) {
    this.#document = new PDFDocument({
      size: 'A4',
      margin: 0,
      lang: 'ja-JP',
      pdfVersion: '1.7',
      displayTitle: true,
      info: { Title: title, CreationDate: new Date(time), Producer: 'Kazasu', Creator: 'Kazasu' },
    });
    this.#document.on('data', (piece: Uint8Array) => void this.#pieces.push(piece));
    this.#done = new Promise((resolve) => this.#document.on('end', resolve));
    this.#document.registerFont('regular', REGULAR).registerFont('bold', BOLD);
  }

  space(height: number): void {
    this.#y += height;
  }

  /** A line over the whole width. */
  line(text: string, options: TextOptions = {}): void {
    this.#y += this.#text(text, LEFT, this.#y, RIGHT - LEFT, options);
  }

  /** Two texts on one line, at the edges. */
  edges(left: string, right: string, options: TextOptions = {}): void {
    const half = (RIGHT - LEFT) / 2;
    const first = this.#text(left, LEFT, this.#y, half, options);
    const second = this.#text(right, LEFT + half, this.#y, half, { ...options, align: 'right' });
    this.#y += Math.max(first, second);
  }

  heading(text: string): void {
    this.#y += 11;
    this.line(text, { size: 11, bold: true });
    this.#y += 3;
  }

  /** The largest size at which a row of this value is no higher than `most`; undefined where it does not fit at the smallest. */
  sizeWithin(value: string, most: number): number | undefined {
    return VALUE_SIZES.find((size) => this.#height(value, VALUE_WIDTH, { size }) + 2 * PADDING <= most);
  }

  /** A row of a table: what it is on grey, and its value, as high as the value needs. `size`: of a value in words. */
  row(
    label: string,
    value: string | readonly Choice[],
    { note, size = VALUE_SIZES[0] }: { readonly note?: string; readonly size?: number } = {},
  ): void {
    const [from, width] = [LEFT + LABEL_WIDTH + PADDING, VALUE_WIDTH];
    const top = this.#y;
    const noteSize = { size: 8, color: SOFT };
    const valueHeight =
      typeof value === 'string'
        ? this.#height(value, width, { size })
        : choicesHeight(value, width, this.#document);
    const noteHeight = note === undefined ? 0 : this.#height(note, width, noteSize) + 2;
    const height = Math.max(27, valueHeight + noteHeight + 2 * PADDING);
    this.#document.rect(LEFT, top, LABEL_WIDTH, height).fill(GROUND);
    this.#document
      .lineWidth(0.6)
      .rect(LEFT, top, RIGHT - LEFT, height)
      .stroke(LINE);
    this.#document
      .moveTo(LEFT + LABEL_WIDTH, top)
      .lineTo(LEFT + LABEL_WIDTH, top + height)
      .stroke(LINE);
    const labelHeight = this.#height(label, LABEL_WIDTH - 2 * PADDING, { size: 9.5 });
    this.#text(label, LEFT + PADDING, top + (height - labelHeight) / 2, LABEL_WIDTH - 2 * PADDING, {
      size: 9.5,
    });
    const start = top + (height - valueHeight - noteHeight) / 2;
    if (typeof value === 'string') this.#text(value, from, start, width, { size });
    else this.#choices(value, from, start, width);
    if (note !== undefined) this.#text(note, from, start + valueHeight + 2, width, noteSize);
    this.#y = top + height;
  }

  /** An empty place with a title; its inside, from the page's lower left corner: left, bottom, right, top. */
  place(title: string, height: number): readonly [number, number, number, number] {
    const top = this.#y;
    this.#document
      .lineWidth(0.9)
      .rect(LEFT, top, RIGHT - LEFT, height)
      .stroke(INK);
    this.#document.rect(LEFT, top, LABEL_WIDTH, height).fill(GROUND);
    this.#document.rect(LEFT, top, LABEL_WIDTH, height).stroke(INK);
    const titleHeight = this.#height(title, LABEL_WIDTH - 2 * PADDING, { size: 9.5 });
    this.#text(title, LEFT + PADDING, top + (height - titleHeight) / 2, LABEL_WIDTH - 2 * PADDING, {
      size: 9.5,
    });
    this.#y = top + height;
    return [
      LEFT + LABEL_WIDTH + PADDING,
      HEIGHT - top - height + PADDING,
      RIGHT - PADDING,
      HEIGHT - top - PADDING,
    ];
  }

  async end(): Promise<Uint8Array<ArrayBuffer>> {
    this.#document.end();
    await this.#done;
    return new Uint8Array(Buffer.concat(this.#pieces));
  }

  #use({ size = 9.5, bold = false, color = INK }: TextOptions): PDFKit.PDFDocument {
    return this.#document
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(color);
  }

  #text(text: string, x: number, y: number, width: number, options: TextOptions): number {
    const { align = 'left' } = options;
    this.#use(options).text(text, x, y, { width, align });
    return this.#height(text, width, options);
  }

  #height(text: string, width: number, options: TextOptions): number {
    return this.#use(options).heightOfString(text, { width });
  }

  #choices(choices: readonly Choice[], x: number, y: number, width: number): void {
    for (const { choice, dx, dy } of placed(choices, width, this.#document)) {
      this.#box(x + dx, y + dy + 3, choice.isTicked);
      this.#use({ size: 10, ...(choice.isTicked && { bold: true }) }).text(
        choice.label,
        x + dx + BOX + 5,
        y + dy,
        {
          lineBreak: false,
        },
      );
    }
  }

  #box(x: number, y: number, isTicked: boolean): void {
    this.#document.lineWidth(0.8).rect(x, y, BOX, BOX).stroke(INK);
    if (!isTicked) return;
    const tick = this.#document.moveTo(x + 1.6, y + 4.8).lineTo(x + 3.8, y + 7);
    tick
      .lineTo(x + 7.6, y + 2)
      .lineWidth(1.5)
      .stroke(INK);
  }
}

const BOX = 9;
const CHOICE_LINE = 18;
const GAP = 16;

/** Choices beside each other, on further lines where they do not fit. */
function placed(choices: readonly Choice[], width: number, document: PDFKit.PDFDocument) {
  document.font('bold').fontSize(10);
  let [dx, dy] = [0, 0];
  return choices.map((choice) => {
    const needed = BOX + 5 + document.widthOfString(choice.label);
    if (dx > 0 && dx + needed > width) [dx, dy] = [0, dy + CHOICE_LINE];
    const place = { choice, dx, dy };
    dx += needed + GAP;
    return place;
  });
}

function choicesHeight(choices: readonly Choice[], width: number, document: PDFKit.PDFDocument): number {
  return (placed(choices, width, document).at(-1)?.dy ?? 0) + CHOICE_LINE - 3;
}
