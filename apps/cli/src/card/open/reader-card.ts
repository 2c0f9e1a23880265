import { listReaders, openPcscTransport, ReaderError } from '@kazasu/reader/pcsc';
import { CommandProblem } from '../../problem.ts';
import type { Terminal } from '../../terminal.ts';
import { explainFailure } from '../explain/index.ts';
import type { Activated } from './take.ts';

/** How long a person has to put the card on a reader that was named. */
const PATIENCE = 30_000;

/** Takes the card on the named reader, for which a person may wait; without a name, the only card that there is. */
export async function openReader(name: string | undefined, terminal: Terminal): Promise<Activated> {
  const transport = await openPcscTransport({
    reader: name ?? (await onlyReaderWithCard()),
    waitForCardMs: name !== undefined && terminal.watched ? PATIENCE : 0,
    onWaiting: () => terminal.progress('Put the card on the reader …'),
  });
  return {
    holder: 'reader',
    where: `reader ${transport.reader}`,
    transport,
    atr: transport.atr,
    known: {},
    close: () => transport.close(),
  };
}

async function onlyReaderWithCard(): Promise<string> {
  const readers = await listReaders().catch((failure: unknown) => {
    throw failure instanceof ReaderError ? noCard(explainFailure(failure, { holder: 'reader' })) : failure;
  });
  const [first, second] = readers.filter(({ atr }) => atr !== undefined);
  if (first === undefined) {
    throw noCard(
      explainFailure(new ReaderError(readers.length === 0 ? 'reader/not-found' : 'reader/no-card', '')),
    );
  }
  if (second !== undefined) {
    throw new CommandProblem(
      'usage',
      `There are cards on several readers: ${readers.map((reader) => reader.name).join(', ')}.`,
      'Name one with --reader; a part of its name is enough.',
    );
  }
  return first.name;
}

/** No card was named and none is there: both ways to get one. */
function noCard(explained: unknown): unknown {
  if (!(explained instanceof CommandProblem)) return explained;
  return new CommandProblem(
    explained.code,
    explained.message,
    `For a real card: ${explained.remedy}\nWithout one: start the town (npm start) and add --person hanako, or add --card FILE.`,
  );
}
