import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net';
import { abort } from './abort.ts';
import { type Fault, NO_FAULT, type Way } from './fault.ts';
import { carry } from './pipe.ts';

export interface FaultProxy {
  /** Of this machine's loopback. */
  readonly port: number;
  /** Connections that are open. */
  readonly connections: number;
  /** Replaces the fault that was there; connections that are open feel it from their next piece on. */
  set(fault: Fault): void;
  /** New connections lead elsewhere from now on; open ones stay where they are. */
  retarget(target: NetConnectOpts): void;
  /** Resets every connection, at both ends (RST). */
  reset(): void;
  /** Tells one end of every connection that nothing more comes from the other (FIN); the other way stays open. */
  halfClose(way: Way): void;
  /** Ends everything. */
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** Listens on loopback, and carries every connection to its target (a port of this machine, or a socket's path) under the fault of the moment. */
export async function startFaultProxy(first: NetConnectOpts): Promise<FaultProxy> {
  let target = first;
  let fault: Fault = NO_FAULT;
  const pairs = new Set<Pair>();
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    if (fault.refuse) {
      abort(client);
      return;
    }
    const server = connect({ ...target, allowHalfOpen: true, noDelay: true });
    const pair = { client, server };
    pairs.add(pair);
    join(
      pair,
      () => fault,
      () => pairs.delete(pair),
    );
  });
  listener.listen({ host: '127.0.0.1', port: 0 });
  await once(listener, 'listening');
  const reset = () => {
    for (const { client, server } of pairs) for (const end of [client, server]) abort(end);
  };
  return {
    port: (listener.address() as AddressInfo).port,
    get connections() {
      return pairs.size;
    },
    set: (next) => {
      fault = next;
    },
    retarget: (next) => {
      target = next;
    },
    reset,
    halfClose: (way) => {
      for (const { client, server } of pairs) (way === 'up' ? server : client).end();
    },
    close: async () => {
      const closed = once(listener, 'close');
      listener.close();
      reset();
      await closed;
    },
  };
}

/** Whatever ends one side abruptly ends the other as abruptly. */
function join({ client, server }: Pair, fault: () => Fault, gone: () => void): void {
  const end = () => {
    gone();
    for (const side of [client, server]) abort(side);
  };
  for (const side of [client, server]) {
    side.on('error', end);
    side.on('close', () => {
      if (client.destroyed && server.destroyed) gone();
    });
  }
  carry({ from: client, to: server, way: 'up' }, fault).catch(end);
  carry({ from: server, to: client, way: 'down' }, fault).catch(end);
}
