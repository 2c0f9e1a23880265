import { openCard } from '@kazasu/card';
import { cardTransport } from '@kazasu/card/virtual';
import { median } from '../login/round.ts';
import { timed } from './measure.ts';
import { COMMANDS, ownCard, PINS, rsaAlone } from './own-card.ts';
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
  readonly milliseconds: number;
  readonly rsaOperations: number;
  /** The session over its RSA operations alone; median of the rounds' ratios. */
  readonly ratio: number;
}

export interface CardBenchResult {
  /** One private operation with PKCS#1 v1.5 padding by node:crypto. */
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
    for (let round = 0; round <= options.rounds; round += 1) {
      const measured = await measureRound(ways, options.seconds);
      if (round > 0) rounds.push(measured);
      const [first] = measured.ways[0] ?? [];
      options.onProgress(
        `${round === 0 ? 'warm-up' : `round ${round}`}: RSA ${measured.rsa.toFixed(3)} ms, ${SESSIONS[0]?.name} in process ${first?.toFixed(3)} ms`,
      );
    }
    return {
      rsaMilliseconds: median(rounds.map(({ rsa }) => rsa)),
      apdus: COMMANDS.map(({ name }, at) => ({
        name,
        perSecond: 1000 / median(rounds.map(({ apdus }) => apdus[at] ?? Number.NaN)),
      })),
      commands: await commandsOfSessions(),
      sessions: ways.flatMap((way, at) =>
        sessionsOf(
          way,
          rounds.map((round) => ({ rsa: round.rsa, sessions: round.ways[at] ?? [] })),
        ),
      ),
      ...(typeof pcscd === 'string' ? { pcscdMissing: pcscd } : {}),
    };
  } finally {
    for (const way of ways) await way.close();
  }
}

/** Milliseconds: of one RSA operation, of each command, of each session by each way. */
interface Round {
  readonly rsa: number;
  readonly apdus: readonly number[];
  readonly ways: readonly (readonly number[])[];
}

async function measureRound(ways: readonly Way[], seconds: number): Promise<Round> {
  const before = await timed(seconds / 2, rsaAlone);
  const apdus = await measureCommands(seconds / COMMANDS.length);
  const measured: number[][] = [];
  for (const way of ways) measured.push(await way.round(seconds));
  // Half before and half after: what else the machine does touches limit and session alike.
  const after = await timed(seconds / 2, rsaAlone);
  return { rsa: (before + after) / 2, apdus, ways: measured };
}

async function measureCommands(seconds: number): Promise<number[]> {
  const card = ownCard();
  const milliseconds: number[] = [];
  for (const { command } of COMMANDS) {
    card.transmit(command);
    milliseconds.push(await timed(seconds, () => void card.transmit(command)));
  }
  return milliseconds;
}

function sessionsOf(
  way: Way,
  rounds: readonly { rsa: number; sessions: readonly number[] }[],
): SessionResult[] {
  return SESSIONS.map(({ name, rsaOperations }, at) => {
    const of = (round: (typeof rounds)[number]) => round.sessions[at] ?? Number.NaN;
    return {
      session: name,
      way: way.name,
      milliseconds: median(rounds.map(of)),
      rsaOperations,
      ratio: median(rounds.map((round) => of(round) / (rsaOperations * round.rsa))),
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
