import type { Socket } from 'node:net';

/** Ends a connection abruptly: a reset over TCP, which a socket in a folder does not know. */
export function abort(end: Socket): void {
  if (end.destroyed) return;
  if (end.remoteAddress === undefined) end.destroy();
  else end.resetAndDestroy();
}
