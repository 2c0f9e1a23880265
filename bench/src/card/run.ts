import { openCard } from '@kazasu/card';
import { cardTransport } from '@kazasu/card/virtual';
import { median } from '../figure/index.ts';
import { type Cost, inTurns } from './measure.ts';
import { COMMANDS, ownCard, PINS } from './own-card.ts';
import { NOTHING, type WayRound } from './round.ts';
import { SESSIONS } from './sessions.ts';
import { inProcess, overWebSocket, throughPcscd, type Way } from './ways.ts';

export interface CardBenchOptions {
  readonly rounds: number;
  /** Of one measurement within a round. */
  readonly seconds: number;
  readonly onProgress: (line: string) => void;
}

export interface SessionResult {
  readonly session: string;
  readonly way: Way['name'];
  /** What the figures count: processor time where the card is in this process, otherwise the clock. */
  readonly by: keyof Cost;
  readonly milliseconds: number;
  readonly rsaOperations: number;
  /** Of those operations alone, measured in turns with the session. */
  readonly rsaMilliseconds: number;
  /** The session over its RSA operations alone; median of the rounds' ratios. */
  readonly ratio: number;
}

export interface CardBenchResult {
  /** One private operation with PKCS#1 v1.5 padding by node:crypto, processor time. */
  readonly rsaMilliseconds: number;
  /** In process, without RSA. */
  readonly apdus: readonly { readonly name: string; readonly perSecond: number }[];
  /** Commands that each session takes. */
  readonly commands: { readonly [session: string]: number };
  readonly sessions: readonly SessionResult[];
  /** Why pcscd was not measured. */
  readonly pcscdMissing?: string;
}

export async function runCardBench(options: CardBenchOptions): Promise<CardBenchResult> {
  const pcscd = await throughPcscd();
  const ways = [await inProcess(), await overWebSocket(), ...(typeof pcscd === 'string' ? [] : [pcscd])];
  try {
    const rounds: Round[] = [];
    // Round 0 warms everything up and is not counted.
    for (let number = 0; number <= options.rounds; number += 1) {
      const round = await measureRound(ways, options.seconds);
      if (number > 0) rounds.push(round);
      options.onProgress(progressOf(number, round));
    }
    return {
      rsaMilliseconds: median(rounds.map(({ ways: [first] }) => first?.rsa.cpu ?? Number.NaN)),
      apdus: COMMANDS.map(({ name }, at) => ({
        name,
        perSecond: 1000 / median(rounds.map(({ apdus }) => apdus[at] ?? Number.NaN)),
      })),
      commands: await commandsOfSessions(),
      sessions: ways.flatMap((way, at) =>
        sessionsOf(
          way,
          rounds.flatMap((round) => round.ways[at] ?? []),
        ),
      ),
      ...(typeof pcscd === 'string' ? { pcscdMissing: pcscd } : {}),
    };
  } finally {
    for (const way of ways) await way.close();
  }
}

interface Round {
  /** Milliseconds for each command. */
  readonly apdus: readonly number[];
  readonly ways: readonly WayRound[];
}

async function measureRound(ways: readonly Way[], seconds: number): Promise<Round> {
  const apdus = await measureCommands(seconds / COMMANDS.length);
  const measured: WayRound[] = [];
  for (const way of ways) measured.push(await way.round(seconds));
  return { apdus, ways: measured };
}

/** One after another, not in turns: each leaves the state that the next needs. */
async function measureCommands(seconds: number): Promise<number[]> {
  const card = ownCard();
  const milliseconds: number[] = [];
  for (const { command } of COMMANDS) {
    card.transmit(command);
    const [cost = NOTHING] = await inTurns(seconds, [() => void card.transmit(command)]);
    milliseconds.push(cost.cpu);
  }
  return milliseconds;
}

function progressOf(number: number, { ways: [first] }: Round): string {
  const [session] = first?.sessions ?? [];
  const name = number === 0 ? 'warm-up' : `round ${number}`;
  return `${name}: RSA ${first?.rsa.cpu.toFixed(3)} ms, ${SESSIONS[0]?.name} in process ${session?.cpu.toFixed(3)} ms`;
}

function sessionsOf(way: Way, rounds: readonly WayRound[]): SessionResult[] {
  const by = way.name === 'in process' ? 'cpu' : 'clock';
  return SESSIONS.map(({ name, rsaOperations }, at) => {
    const session = (round: WayRound) => (round.sessions[at] ?? NOTHING)[by];
    const rsa = (round: WayRound) => rsaOperations * round.rsa[by];
    return {
      session: name,
      way: way.name,
      by,
      milliseconds: median(rounds.map(session)),
      rsaOperations,
      rsaMilliseconds: median(rounds.map(rsa)),
      ratio: median(rounds.map((round) => session(round) / rsa(round))),
    };
  });
}

async function commandsOfSessions(): Promise<{ [session: string]: number }> {
  const counts: { [session: string]: number } = {};
  for (const session of SESSIONS) {
    const transport = cardTransport(ownCard());
    let commands = 0;
    const counting = {
      ...transport,
      transmit: (command: Uint8Array) => {
        commands += 1;
        return transport.transmit(command);
      },
    };
    await session.run(openCard(counting), PINS);
    counts[session.name] = commands;
  }
  return counts;
}
