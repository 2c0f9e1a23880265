import { CardError } from '../error.ts';
import type { PinName } from '../pin.ts';
import type { Transport } from '../transport.ts';
import { selectApplication } from './file.ts';
import { guardOver } from './guarded-transport.ts';
import { type Link, plainLink, type ReaderStep } from './link.ts';
import { openWithPin, type PinOptions } from './pin.ts';

/** How long an errand may take from its first command, in milliseconds: a person holds the card all the while. */
const TIMEOUT_DEFAULT_MS = 30_000;

export interface ErrandOptions {
  /** Milliseconds from an errand's first command to `card/timeout`; 30,000 unless told. */
  readonly timeoutMs?: number;
  /** Told what is about to be done. What it throws ends the errand. */
  readonly onStep?: (step: ReaderStep) => void;
}

export type Work<T> = (link: Link) => Promise<T>;

/** Errands to one card, one after another, each with its own budget of commands and time. */
export interface Errands {
  /** Overwrites the secrets before the promise settles, whatever the outcome. */
  run<T>(secrets: readonly Uint8Array[], work: Work<T>): Promise<T>;
  /** For what is free to read. */
  free<T>(aid: Uint8Array, work: Work<T>): Promise<T>;
  /** For what stands behind a PIN, which is overwritten. */
  behindPin<T>(name: PinName, pin: Uint8Array, options: PinOptions | undefined, work: Work<T>): Promise<T>;
}

export function errandsOver(transport: Transport, options: ErrandOptions): Errands {
  const inTurn = oneAfterAnother();
  const guard = guardOver(transport);
  const { timeoutMs = TIMEOUT_DEFAULT_MS, onStep = () => {} } = options;
  const run: Errands['run'] = (secrets, work) =>
    inTurn(() => {
      const guarded = guard();
      return inTime(timeoutMs, work(plainLink(guarded, onStep))).finally(() => guarded.end());
    }).finally(() => overwrite(secrets));
  return {
    run,
    free: (aid, work) =>
      run([], async (link) => {
        await selectApplication(link, aid);
        return work(link);
      }),
    behindPin: (name, pin, pinOptions, work) =>
      run([pin], async (link) => {
        await openWithPin(link, name, pin, pinOptions);
        return work(link);
      }),
  };
}

function overwrite(secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}

/** What comes first: the outcome, or CardError `card/timeout`. */
async function inTime<T>(timeoutMs: number, outcome: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CardError('card/timeout', 'the card took too long')), timeoutMs);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A card has one current file: two errands at once would read each other's. */
function oneAfterAnother(): <T>(errand: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (errand) => {
    const next = last.then(errand, errand);
    last = next.catch(() => {});
    return next;
  };
}
