/**
 * `node own-reader.ts IMAGE READER`: does every errand of this project's reader on the card in that reader, through
 * PC/SC, and prints as JSON what came of each. IMAGE is a file with what was written into the card.
 */
import { readFileSync } from 'node:fs';
import type { CardImage } from '@kazasu/authority/api';
import { fromHex, toHex } from '@kazasu/bytes';
import { openCard } from '@kazasu/card';
import { listReaders, openPcscTransport, type PcscTransport } from '@kazasu/reader/pcsc';
import { randomOctets } from '@kazasu/server/random';
import { ERRANDS, type Errand } from './errands.ts';

export interface OwnReaderResult {
  readonly readers: readonly { readonly name: string; readonly atr?: string }[];
  readonly reader: string;
  readonly atr: string;
  /** The methods that a card really has. */
  readonly methods: readonly string[];
  /** 'passed', or what went wrong. */
  readonly errands: { readonly [name: string]: string };
  /** Answers to extended commands, hexadecimal, with their status. */
  readonly extended: { readonly [what: string]: string };
  /** Microseconds for one command, the median of many. */
  readonly selectMicroseconds: number;
  readonly readMicroseconds: number;
}

async function outcome(errand: Promise<void>): Promise<string> {
  try {
    await errand;
    return 'passed';
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

async function extended(transport: PcscTransport): Promise<OwnReaderResult['extended']> {
  const send = async (hex: string) => toHex(await transport.transmit(fromHex(hex)));
  await send('00a4040c0ad392f000260100000001');
  await send('00a4020c02000a');
  const wholeFile = await send('00b00000000000');
  const part = await send('00b00000000400');
  await send('00a4020c020018');
  const verify = await send('0020008000000431323334');
  await send('00a4020c020017');
  const signature = await send(`802a0080000033${'30'.repeat(51)}0000`);
  return { wholeFile, part, verify, signature };
}

/** The smallest of the middle: other processes must not count. */
async function median(transport: PcscTransport, hex: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 200; i++) {
    const begin = process.hrtime.bigint();
    await transport.transmit(fromHex(hex));
    times.push(Number(process.hrtime.bigint() - begin) / 1000);
  }
  return Math.round(times.sort((a, b) => a - b)[100] ?? 0);
}

const [imageFile = '', reader] = process.argv.slice(2);
const image = JSON.parse(readFileSync(imageFile, 'utf8')) as CardImage;
const readers = (await listReaders()).map(({ name, atr }) => ({ name, ...(atr && { atr: toHex(atr) }) }));
const transport = await openPcscTransport({ reader });
const card = openCard(transport, { random: randomOctets });
const errands: { [name: string]: string } = {};
for (const [name, errand] of Object.entries<Errand>(ERRANDS)) {
  errands[name] = await outcome(errand(card, image));
}
const result: OwnReaderResult = {
  readers,
  reader: transport.reader,
  atr: toHex(transport.atr),
  methods: Object.keys(card),
  errands,
  extended: await extended(transport),
  selectMicroseconds: await median(transport, '00a4040c0ad392f000260100000001'),
  readMicroseconds: await median(transport, '00b08a0000'),
};
await transport.close();
process.stdout.write(JSON.stringify(result));
// Nothing is left to do: that the process ends by itself is part of what the test looks at.
