import type { Socket } from 'node:net';

/**
 * Ends a connection abruptly: a reset over TCP, which a socket in a folder does not know. One that has said its last already is just ended:
 * libuv refuses to reset what it is shutting down (uv_tcp_close_reset), and Node would wait for that handle for ever when the process ends.
 */
export function abort(end: Socket): void {
  if (end.destroyed) return;
  if (end.remoteAddress === undefined || end.writableEnded) end.destroy();
  else end.resetAndDestroy();
}
