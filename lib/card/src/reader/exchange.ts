import { concat } from '@kazasu/bytes';
import { type CommandApdu, decodeResponse, encodeCommand, type ResponseApdu } from '../apdu.ts';
import { CardError } from '../error.ts';
import type { Transport } from '../transport.ts';

/** `61xx`, more data to fetch, and `6Cxx`, the right Le: some readers show them where others hide them. */
const MORE_DATA = 0x61;
const RIGHT_LE = 0x6c;

/**
 * Sends one command and brings back its whole answer, fetching what `61xx` announces and repeating once with the
 * Le that `6Cxx` names. A card that says more than it was asked for is CardError `card/response`; one that never
 * comes to an end is stopped by the errand's budget. The bytes of the command are overwritten afterwards: they may hold a PIN.
 */
export async function exchange(transport: Transport, command: CommandApdu): Promise<ResponseApdu> {
  const response = await send(transport, command);
  if (response.status >> 8 === RIGHT_LE) {
    if (command.le === undefined) throw new CardError('card/response', 'Le corrected where none was sent');
    const repeated = { ...command, le: response.status & 0xff || 256 };
    return collect(transport, command.le, await send(transport, repeated));
  }
  return collect(transport, command.le ?? 0, response);
}

/** Most answers come in one piece, and nothing is awaited for them. */
function collect(
  transport: Transport,
  wanted: number,
  first: ResponseApdu,
): ResponseApdu | Promise<ResponseApdu> {
  if (first.data.length > wanted) throw tooMuch();
  return first.status >> 8 === MORE_DATA ? collectMore(transport, wanted, first) : first;
}

async function collectMore(transport: Transport, wanted: number, first: ResponseApdu): Promise<ResponseApdu> {
  const parts = [first.data];
  let { status } = first;
  let length = first.data.length;
  while (status >> 8 === MORE_DATA && length <= wanted) {
    const le = status & 0xff || 256;
    const next = await send(transport, { cla: 0x00, ins: 0xc0, p1: 0, p2: 0, le });
    if (next.data.length > le) throw tooMuch();
    parts.push(next.data);
    length += next.data.length;
    status = next.status;
  }
  if (length > wanted) throw tooMuch();
  return { data: concat(...parts), status };
}

function tooMuch(): CardError {
  return new CardError('card/response', 'more data than asked for');
}

async function send(transport: Transport, command: CommandApdu): Promise<ResponseApdu> {
  const bytes = encodeCommand(command);
  try {
    return decodeResponse(await transport.transmit(bytes));
  } catch (error) {
    if (error instanceof CardError) throw error;
    throw new CardError('card/removed', 'the way to the card broke', { cause: error });
  } finally {
    bytes.fill(0);
  }
}
