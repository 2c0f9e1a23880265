/**
 * `node session.ts ERRAND [FILE]`: one session with the first card, through PC/SC, that goes as the errand says. Prints the
 * errors' codes in order, as JSON.
 *
 *   open      opens, selects, verifies the PIN, closes
 *   keep      opens, verifies the PIN, makes FILE, and asks the card on and on until it fails
 *   crash     as `open`, but ends without closing
 *   read      reads once with a limit of 200 ms, then once more, and makes FILE
 *   wait      waits ten seconds for a card
 *   list      lists the readers
 */
import { writeFileSync } from 'node:fs';
import { fromHex } from '@kazasu/bytes';
import { listReaders, openPcscTransport, type PcscTransport } from '@kazasu/reader/pcsc';

const SELECT = '00a4040c0ad392f000260100000001';
const SELECT_PIN = '00a4020c020018';
const VERIFY = '002000800431323334';
const READ_LABEL = '00b0860000';

const codes: string[] = [];

async function noted(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    codes.push(String((error as { code: unknown }).code));
    return false;
  }
}

async function verifyPin(transport: PcscTransport): Promise<void> {
  for (const command of [SELECT, SELECT_PIN, VERIFY]) await transport.transmit(fromHex(command));
}

const ERRANDS: { readonly [name: string]: () => Promise<void> } = {
  open: async () => {
    const transport = await openPcscTransport();
    await verifyPin(transport);
    await transport.close();
    await noted(transport.transmit(fromHex(SELECT)));
  },
  keep: async () => {
    const transport = await openPcscTransport();
    await verifyPin(transport);
    writeFileSync(process.argv[3] ?? '', '');
    while (await noted(transport.transmit(fromHex(READ_LABEL))))
      await new Promise((next) => setTimeout(next, 20));
    await noted(transport.transmit(fromHex(READ_LABEL)));
    await transport.close();
  },
  crash: async () => {
    await verifyPin(await openPcscTransport());
    process.kill(process.pid, 'SIGKILL');
  },
  read: async () => {
    const transport = await openPcscTransport({ commandTimeoutMs: 200 });
    await transport.transmit(fromHex(SELECT));
    await noted(transport.transmit(fromHex(READ_LABEL)));
    await noted(transport.transmit(fromHex(READ_LABEL)));
    writeFileSync(process.argv[3] ?? '', '');
    await transport.close();
  },
  wait: async () => {
    const onWaiting = () => void codes.push('waiting');
    const transport = await openPcscTransport({ waitForCardMs: 10_000, onWaiting });
    await transport.close();
  },
  list: async () => void (await listReaders()),
};

await noted((ERRANDS[process.argv[2] ?? ''] ?? ERRANDS.list)?.() ?? Promise.resolve());
process.stdout.write(JSON.stringify(codes));
