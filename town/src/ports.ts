import { createServer } from 'node:net';
import { randomOctets } from '@kazasu/server/random';
import { PORT_COUNT, portsFrom, type TownPorts } from './access/index.ts';
import { TownError } from './error.ts';

/** Tries all ports before anything is started, so that a taken one costs no half-made town. Throws a TownError. */
export async function requireFree(ports: TownPorts): Promise<void> {
  for (const port of Object.values(ports)) {
    await probe(port).catch((cause: unknown) => {
      throw portTaken(port, cause);
    });
  }
}

/** Below the ports that the operating system hands to outgoing connections, so that nobody takes one meanwhile. */
const SEARCHED = { from: 10_000, to: 32_000, attempts: 50 };

/** Ports that are free now, for tests: a first one by chance, and the others at their usual distances. */
export async function anyPorts(): Promise<TownPorts> {
  const places = Math.floor((SEARCHED.to - SEARCHED.from) / PORT_COUNT);
  let taken: unknown;
  for (let attempt = 0; attempt < SEARCHED.attempts; attempt += 1) {
    const [high = 0, low = 0] = randomOctets(2);
    const ports = portsFrom(SEARCHED.from + ((high * 256 + low) % places) * PORT_COUNT);
    try {
      await requireFree(ports);
      return ports;
    } catch (error) {
      taken = error;
    }
  }
  throw taken;
}

/** What to say when listening fails; anything but a taken port stays as it is. */
export function portTaken(port: number, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') {
    return cause;
  }
  return new TownError(
    'town/port-taken',
    code === 'EACCES'
      ? `Port ${port} may not be used by this user.`
      : `Port ${port} is taken by another program, perhaps by another town.`,
    'Stop it, or move the town with KAZASU_PORT, for example: KAZASU_PORT=5000 npm start',
    cause,
  );
}

async function probe(port: number): Promise<void> {
  await closed(await listening(port));
}

function listening(port: number) {
  return new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: 'localhost', port }, () => resolve(server));
  });
}

function closed(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
