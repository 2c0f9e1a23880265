/** The thread of a flood. */
import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { Flooded, FloodOptions } from './flood.ts';

const { port, requests, connections } = workerData as FloodOptions;
const statuses: Record<string, number> = {};
let withoutRetryAfter = 0;
let broken = 0;
let stopped = false;
let turn = 0;
const sockets = new Set<Socket>();

/** Octets of the answer that text begins with; undefined as long as it is not whole. */
function lengthOf(text: string): number | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return text.length >= end + 4 + length ? end + 4 + length : undefined;
}

function open(): void {
  const socket = connect({ host: '127.0.0.1', port });
  sockets.add(socket);
  let text = '';
  let last = false;
  let asked = false;
  const ask = () => {
    asked = true;
    turn += 1;
    socket.write(requests[turn % requests.length] ?? '');
  };
  // One character an octet, whatever the text.
  socket.setEncoding('latin1').setNoDelay(true);
  socket.on('connect', ask);
  socket.on('data', (chunk: string) => {
    text += chunk;
    const length = lengthOf(text);
    if (length === undefined) return;
    const status = text.slice(9, 12);
    statuses[status] = (statuses[status] ?? 0) + 1;
    const refused = status === '429' || status === '503';
    if (refused && !/\r\nretry-after: \d+/i.test(text)) withoutRetryAfter += 1;
    last = /\r\nconnection: close/i.test(text);
    asked = false;
    text = '';
    if (!last && !stopped) ask();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    sockets.delete(socket);
    if (stopped) return;
    if (asked) broken += 1;
    // At once: who floods does not hesitate.
    setImmediate(open);
  });
}

const start = performance.now();
for (let i = 0; i < connections; i += 1) open();
parentPort?.postMessage('started');
parentPort?.once('message', () => {
  stopped = true;
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  parentPort?.postMessage({ statuses, withoutRetryAfter, broken, seconds } satisfies Flooded);
});
