import { toHex } from '@kazasu/bytes';
import { PIN_NAMES } from '../../../pin.ts';
import { nextCommand } from './commands.ts';
import { Observer } from './observer.ts';
import { chance } from './random.ts';
import { fuzzedCard } from './world.ts';

export interface FuzzReport {
  readonly commands: number;
  /** Every status word that was answered. */
  readonly statuses: ReadonlySet<number>;
  /** `secret by credential`, for each secret seen when just that credential had been shown. */
  readonly seen: ReadonlySet<string>;
  /** How many lives ended with a blocked PIN. */
  readonly blocked: number;
}

/** Commands in the life of one card, before the next is taken. */
const LIFE = 125;

/** Runs so many commands. Where a rule is broken, throws with the seed and the last commands of that life. */
export function runFuzz(options: { readonly seed: number; readonly commands: number }): FuzzReport {
  const statuses = new Set<number>();
  const seen = new Set<string>();
  let blocked = 0;
  for (let done = 0; done < options.commands; done += LIFE) {
    const seed = options.seed + done;
    const observer = liveOnce(
      seed,
      Math.min(LIFE, options.commands - done),
      Math.floor(done / LIFE) % 4 !== 0,
    );
    for (const status of observer.statuses) statuses.add(status);
    for (const secret of observer.seen) seen.add(secret);
    if (observer.statuses.has(0x6984)) blocked++;
  }
  return { commands: options.commands, statuses, seen, blocked };
}

/** With right PINs among the commands, the office gives tries back: a blocked card would hide everything else. */
function liveOnce(seed: number, commands: number, withRightPins: boolean): Observer {
  const dice = chance(seed);
  const world = fuzzedCard(dice.octets);
  const observer = new Observer();
  const sent: string[] = [];
  for (let i = 0; i < commands; i++) {
    if (dice.onceIn(60)) {
      world.card.reset();
      observer.forget();
    }
    if (withRightPins)
      for (const name of PIN_NAMES) if (world.memory()[name]?.triesLeft === 0) world.restore(name);
    world.failAtWrite(dice.onceIn(50) ? 1 + dice.below(2) : 0);
    const before = world.memory();
    const { application, messageCount, shown } = observer;
    const command = nextCommand(dice, {
      application,
      messageCount,
      memory: before,
      anythingShown: shown.size > 0,
      withRightPins,
    });
    sent.push(toHex(command));
    try {
      const answer = world.card.transmit(command);
      observer.judge(command, answer, before, world.memory(), world.hasFailed());
    } catch (error) {
      const log = sent.slice(-20).join('\n');
      throw new Error(`seed ${seed}, command ${i}: ${String(error)}\n${log}`, { cause: error });
    }
  }
  return observer;
}
