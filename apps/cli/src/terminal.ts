/**
 * Where a command speaks: answers to `out` (standard output, for programs), everything else to `note`. What either is
 * given may come from a card: nothing in it moves the cursor, changes the terminal or the order of what is read.
 */
export interface Terminal {
  /** Whether a person looks at what is noted. */
  readonly watched: boolean;
  out(text: string): void;
  note(text: string): void;
  /** An answer that is no text. */
  bytes(data: Uint8Array): void;
  /** What is being done, on a line that the next word replaces; only where somebody looks at the screen. */
  progress(text: string): void;
}

/** Back to the beginning of the line, and nothing left on it (ECMA-48, EL). */
const CLEAR_LINE = '\r\u001b[2K';

export const processTerminal: Terminal = {
  get watched() {
    return process.stderr.isTTY === true;
  },
  out: (text) => {
    clearProgress();
    process.stdout.write(`${visibleLines(text)}\n`);
  },
  note: (text) => {
    clearProgress();
    process.stderr.write(`${visibleLines(text)}\n`);
  },
  bytes: (data) => {
    clearProgress();
    process.stdout.write(data);
  },
  progress: (text) => {
    if (process.stderr.isTTY) {
      process.stderr.write(`${CLEAR_LINE}${visible(text)}`);
    }
  },
};

/** A line that is not there is cleared without a trace. */
function clearProgress(): void {
  if (process.stderr.isTTY) {
    process.stderr.write(CLEAR_LINE);
  }
}

/**
 * Controls (C0, DEL, C1), separators of lines and what turns the direction of writing (Unicode Standard Annex 9): none
 * stands in a name or an address, and a terminal obeys some of them.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Shows what would act on a terminal, as an escape of JSON: in an answer in JSON it stays the same text. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** As {@link visible}, but for the ends of lines and the tabs of a text of several lines. */
function visibleLines(text: string): string {
  return text
    .split(/([\n\t])/)
    .map((part, at) => (at % 2 === 1 ? part : visible(part)))
    .join('');
}

/** Two columns or more, padded by width on the screen: Japanese characters take two places. A cell is one line. */
export function table(content: readonly (readonly string[])[]): string {
  const rows = content.map((row) => row.map(visible));
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, screenWidth(cell));
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - screenWidth(cell)),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Full-width and wide characters, by the Unicode blocks that the people's names and addresses use. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

export function screenWidth(text: string): number {
  return [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}
