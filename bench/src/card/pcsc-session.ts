/**
 * Runs beside a private pcscd: reads what to measure as JSON from the command line, and tells milliseconds for each
 * session as JSON on standard output.
 */
import { openCard } from '@kazasu/card';
import { openPcscTransport } from '@kazasu/reader/pcsc';
import { timed } from './measure.ts';
import { SESSIONS, type SessionPins } from './sessions.ts';

export interface PcscRound {
  readonly pins: SessionPins;
  readonly seconds: number;
}

const { pins, seconds } = JSON.parse(process.argv[2] ?? '') as PcscRound;
const transport = await openPcscTransport({ waitForCard: 5_000 });
const card = openCard(transport);
const milliseconds: number[] = [];
// The process is new: what it compiles first is not measured.
for (const session of SESSIONS) await timed(seconds / 2, () => session.run(card, pins));
for (const session of SESSIONS) {
  milliseconds.push(await timed(seconds, () => session.run(card, pins)));
}
await transport.close();
process.stdout.write(JSON.stringify(milliseconds), () => process.exit(0));
