import { BlockList, isIP } from 'node:net';
import { plainAddress } from './plain-address.ts';

export interface Proxies {
  /** How many reverse proxies of the operator's own stand before the service; each adds whom it heard to `X-Forwarded-For`. */
  readonly proxies: number;
  /** From which networks (`10.0.0.0/8`) that header is believed; from every one when not given. */
  readonly networks?: readonly string[] | undefined;
}

/** What a process knows of where requests come from: one for its door and for the service behind it, so that both believe the same. */
export interface Forwarding {
  /** How many proxies are believed. */
  readonly proxies: number;
  /**
   * The address of who asks, by the connection's and the `X-Forwarded-For` that came over it. With proxies it is what the outermost of them
   * wrote; what the client claims stands left of it. Of who comes past the proxies it is the connection's. Undefined where it is not known,
   * and where a proxy wrote none that can be read: the proxy's own would make strangers neighbours.
   */
  address(connection: string | undefined, header: string | undefined): string | undefined;
}

/** Networks that cannot be read are a fault that the settings have told already. */
export function forwarding({ proxies, networks }: Proxies): Forwarding {
  const believed = networks && blockListOf(networks);
  return {
    proxies,
    address: (connection, header) => {
      const own = plainAddress(connection);
      if (proxies === 0 || (believed !== undefined && !isIn(believed, own))) return own;
      return header === undefined ? undefined : plainAddress(partFromEnd(header, proxies));
    },
  };
}

/** Nobody stands before the service, and the header is a claim. */
export const NO_PROXIES = forwarding({ proxies: 0 });

/** The nth part of a list from its end: the header is as long as a client likes, so that the rest of it is not looked at. */
function partFromEnd(header: string, nth: number): string | undefined {
  let end = header.length;
  for (let i = 1; i < nth; i += 1) {
    end = header.lastIndexOf(',', end - 1);
    if (end < 0) return undefined;
  }
  return header.slice(header.lastIndexOf(',', end - 1) + 1, end).trim();
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}

function isIn(list: BlockList, address: string | undefined): boolean {
  return address !== undefined && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
