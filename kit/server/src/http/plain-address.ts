import { isIP } from 'node:net';

/** An IPv4 address inside an IPv6 one is what it stands for; quotes, zones and ports are cut off. Undefined for what is no address. */
export function plainAddress(text: string | undefined): string | undefined {
  const bare = (text ?? '')
    .replace(/^"(.*)"$/, '$1')
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(bare) === 0 ? undefined : bare;
}
