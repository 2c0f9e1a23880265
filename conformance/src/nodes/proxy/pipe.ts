import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { abort } from './abort.ts';
import type { Fault, Way } from './fault.ts';

/** Milliseconds between two pieces of a slow connection. */
const TICK = 10;

export interface Ends {
  readonly from: Socket;
  readonly to: Socket;
  readonly way: Way;
}

/**
 * Carries what comes at one end to the other, as the fault of that moment has it, and in order: the sender waits while a piece is under
 * way. An end that says it sends no more is passed on as that, and the other way stays open.
 */
export async function carry({ from, to, way }: Ends, fault: () => Fault): Promise<void> {
  let carried = 0;
  for await (const piece of from as AsyncIterable<Buffer>) {
    const { delayMs = 0, hole = [], resetAfter = Number.POSITIVE_INFINITY } = fault();
    if (delayMs > 0) await sleep(delayMs);
    if (hole.includes(way)) continue;
    const left = way === 'down' ? resetAfter - carried : Number.POSITIVE_INFINITY;
    await write(to, piece.subarray(0, Math.max(0, Math.min(left, piece.length))), fault);
    carried += piece.length;
    if (carried > resetAfter && way === 'down') {
      abort(from);
      abort(to);
      return;
    }
  }
  if (!fault().hole?.includes(way)) to.end();
}

async function write(to: Socket, piece: Buffer, fault: () => Fault): Promise<void> {
  for (let at = 0; at < piece.length; ) {
    const { bytesPerSecond = Number.POSITIVE_INFINITY } = fault();
    const share = Math.max(1, Math.floor((bytesPerSecond * TICK) / 1000));
    if (to.destroyed) return;
    const part = piece.subarray(at, at + share);
    if (!to.write(part)) await drained(to);
    at += part.length;
    if (at < piece.length || Number.isFinite(bytesPerSecond))
      await sleep((part.length / bytesPerSecond) * 1000);
  }
}

function drained(to: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      to.off('drain', done);
      to.off('close', done);
      resolve();
    };
    to.on('drain', done);
    to.on('close', done);
  });
}
