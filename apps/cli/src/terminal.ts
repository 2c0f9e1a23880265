/** Where a command speaks: answers to `out` (standard output, for programs), everything else to `note`. */
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
    process.stdout.write(`${text}\n`);
  },
  note: (text) => {
    clearProgress();
    process.stderr.write(`${text}\n`);
  },
  bytes: (data) => {
    clearProgress();
    process.stdout.write(data);
  },
  progress: (text) => {
    if (process.stderr.isTTY) {
      process.stderr.write(`${CLEAR_LINE}${text}`);
    }
  },
};

/** A line that is not there is cleared without a trace. */
function clearProgress(): void {
  if (process.stderr.isTTY) {
    process.stderr.write(CLEAR_LINE);
  }
}

/** Two columns or more, padded by width on the screen: Japanese characters take two places. */
export function table(rows: readonly (readonly string[])[]): string {
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
