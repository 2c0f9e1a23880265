/** What the drawings are made of. Colours are in the style sheet; every mark has words beside it. */
import type { CheckStatus } from '@kazasu/pki';
import { type Html, html } from '@kazasu/ui';

export const WIDTH = 360;
const PADDING = 14;
const LINE = 21;
/** Halves of a full-width character that fit into a line. */
const UNITS = 44;

/** Something drawn, and how high it is. */
export interface Drawn {
  readonly svg: Html;
  readonly height: number;
}

export interface BoxLine {
  readonly text: string;
  readonly look?: 'strong' | 'small' | 'code';
  /** Draws the mark of a check before it. */
  readonly status?: CheckStatus;
}

const MARKS: { readonly [status in CheckStatus]: string } = {
  passed: 'M-5 0.5l3.5 3.5 6.5-7.5',
  failed: 'M-4 -4l8 8M4 -4l-8 8',
  undetermined: 'M-2.7 -2.5a2.8 2.8 0 1 1 3.9 2.6c-.8.4-1.2.9-1.2 2M0 4.6v.1',
  skipped: 'M-4 0h8',
};

export function mark(x: number, y: number, status: CheckStatus): Html {
  return html`<g class="console-mark console-mark-${status}" transform="translate(${x} ${y})"><circle r="9"/><path d="${MARKS[status]}"/></g>`;
}

/** A box as wide as the drawing, with its text in lines. */
export function box(y: number, kind: string, lines: readonly BoxLine[]): Drawn {
  const rows = lines.flatMap(({ text, look, status }) =>
    wrap(text, status === undefined ? UNITS : UNITS - 3).map((part, at) => ({
      part,
      look,
      status: at === 0 ? status : undefined,
      indent: status !== undefined,
    })),
  );
  const height = rows.length * LINE + PADDING * 1.5;
  const texts = rows.map(({ part, look, status, indent }, at) => {
    const baseline = y + PADDING + LINE * (at + 0.6);
    const x = 8 + PADDING + (indent ? 26 : 0);
    const sign = status === undefined ? '' : mark(8 + PADDING + 9, baseline - 5, status);
    return html`${sign}<text x="${x}" y="${baseline}" class="console-text${look === undefined ? '' : ` console-text-${look}`}">${part}</text>`;
  });
  return {
    height,
    svg: html`<rect class="console-box console-box-${kind}" x="8" y="${y}" width="${WIDTH - 16}" height="${height}" rx="8"/>${texts}`,
  };
}

/** A line between two boxes with what holds them together. */
export function bond(y: number, status: CheckStatus, text: string): Drawn {
  const height = 48;
  const x = 48;
  return {
    height,
    svg: html`<path class="console-bond console-bond-${status}" d="M${x} ${y}v${height}"/>${mark(x, y + height / 2, status)}<text class="console-text console-text-small" x="${x + 18}" y="${y + height / 2 + 5}">${text}</text>`,
  };
}

/** Parts one below the other, as one image with a name and a description. */
export function drawing(options: {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly parts: readonly ((y: number) => Drawn)[];
}): Html {
  let y = 4;
  const drawn = options.parts.map((part) => {
    const { svg, height } = part(y);
    y += height;
    return svg;
  });
  const { id, title, description } = options;
  return html`<svg class="console-drawing" viewBox="0 0 ${WIDTH} ${Math.ceil(y + 4)}" role="img" aria-labelledby="${id}-title ${id}-text"><title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>${drawn}</svg>`;
}

const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

/** Lines of at most so many half-width characters; Japanese may break anywhere, words at their spaces. */
function wrap(text: string, units: number): string[] {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  for (const word of text.match(/[^\s\u2e80-\uffff]+|\s+|[\u2e80-\uffff]/gu) ?? []) {
    const width = [...word].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
    const begins = length + width > units && line !== '' && !/^[\s、。）」]/.test(word);
    if (begins) {
      lines.push(line.trimEnd());
      line = '';
      length = 0;
    }
    if (line === '' && word.trim() === '') continue;
    line += word;
    length += width;
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}
