/** One line of a trace: an exchange, or what happened to the card between two. Holds no secret, whatever was sent. */
export interface TraceEntry {
  /** Counts from 1. */
  readonly number: number;
  readonly kind: 'exchange' | 'reset' | 'close';
  /** Milliseconds from the beginning of the trace to the command; absent where no clock was given. */
  readonly at?: number;
  /** Milliseconds from the command to its answer; absent where no clock was given. */
  readonly duration?: number;
  /** The current application and file after the exchange, by the names of the tables. */
  readonly application?: string;
  readonly file?: string;
  /** What was asked, such as `VERIFY authentication PIN ****`. */
  readonly what: string;
  /** What came of it, such as `63C2: wrong, 2 tries left`. Absent with kinds other than `exchange`. */
  readonly outcome?: string;
  /** The command in hexadecimal, its parts apart; masked parts are stars. */
  readonly command?: string;
  /** Data of the answer in hexadecimal, or their length in brackets where they are masked. */
  readonly response?: string;
  /** Four hexadecimal digits; absent where there was no answer. */
  readonly status?: string;
}

/** Gets each entry once its answer is there. One that throws is not called again; the card is not disturbed. */
export type TraceSink = (entry: TraceEntry) => void;

export interface TraceOptions {
  /** Milliseconds of any origin, never going back. Without it entries carry no times. */
  readonly now?: () => number;
  /** `show` writes file contents and answers too, for test cards. PINs stay masked. Default `mask`. */
  readonly contents?: 'mask' | 'show';
}
