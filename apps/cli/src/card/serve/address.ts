import { CommandProblem } from '../../problem.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where an unchanged vpcd listens for its first card. */
export const VPCD_DEFAULT = '127.0.0.1:35963';

/** `HOST:PORT`, `PORT` or `[IPv6]:PORT`. */
export function parseAddress(text: string): Address {
  const [, host = '127.0.0.1', digits = ''] = /^(?:(\[[0-9a-fA-F:]+\]|[^:]+):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (port < 1 || port > 65_535) {
    throw new CommandProblem(
      'usage',
      `${text} is no address of a virtual reader.`,
      `Give HOST:PORT, such as ${VPCD_DEFAULT}.`,
    );
  }
  return { host: host.replace(/^\[|\]$/g, ''), port };
}
