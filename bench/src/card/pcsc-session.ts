/**
 * Runs beside a private pcscd: reads what to measure as JSON from the command line, and tells the round as
 * JSON on standard output.
 */
import { openCard } from '@kazasu/card';
import { openPcscTransport } from '@kazasu/reader/pcsc';
import { roundOf } from './round.ts';
import type { SessionPins } from './sessions.ts';

export interface PcscRound {
  readonly pins: SessionPins;
  readonly seconds: number;
}

const { pins, seconds } = JSON.parse(process.argv[2] ?? '') as PcscRound;
const transport = await openPcscTransport({ waitForCardMs: 5_000 });
const card = openCard(transport);
// The process is new: what it compiles first is not measured.
await roundOf(card, pins, seconds / 2);
const round = await roundOf(card, pins, seconds);
await transport.close();
process.stdout.write(JSON.stringify(round), () => process.exit(0));
