import type { Figure } from '../figure/index.ts';
import { median } from '../figure/index.ts';
import type { OcspRate } from './ocsp-rate.ts';

/** Of one round; not a number where there is no peer. */
export interface OcspRates {
  /** Without nonce: the authority answers from what it has signed for this cycle, the peer signs each. */
  readonly stock: Pair;
  /** The same over a connection for each question, as the peer is asked. */
  readonly stockConnectEach: OcspRate;
  /** With a nonce of its own in each question: both sign each. */
  readonly signed: Pair;
  /** The authority on all cores, answers a second by the clock. */
  readonly signedSpread: number;
  /** RSA-2048 signatures of `openssl speed` for a second of processor time, on the responders' core. */
  readonly bare: number;
  /** Without nonce, while others have connected and say nothing; by the clock. */
  readonly silent: number;
}

interface Pair {
  readonly own: OcspRate;
  readonly peer: OcspRate;
}

/** Medians of the rounds, and of the rounds' ratios. `stalled`: by one silent connection. */
export function ocspFigures(
  rounds: readonly OcspRates[],
  stalled: { readonly own: boolean; readonly peer: boolean } | undefined,
): Figure[] {
  const of = (pick: (rates: OcspRates) => number) => median(rounds.map(pick));
  const beside = (
    name: string,
    value: (rates: OcspRates) => number,
    other: { readonly name: string; readonly of: (rates: OcspRates) => number },
  ): Figure => ({
    name,
    value: of(value),
    unit: '/s',
    beside: { name: other.name, value: of(other.of) },
    ratio: of((rates) => value(rates) / other.of(rates)),
  });
  const peerStock = {
    name: 'openssl ocsp, signs each',
    of: ({ stock }: OcspRates) => stock.peer.byProcessor,
  };
  const words = (name: string, stalls: boolean) => `${name} ${stalls ? 'stalls' : 'does not stall'}`;
  const note =
    stalled && `one silent connection: ${words('ours', stalled.own)}, ${words('openssl ocsp', stalled.peer)}`;
  return [
    {
      ...beside('OCSP without nonce, signed once a cycle', ({ stock }) => stock.own.byProcessor, peerStock),
      limit: { bound: 'least', of: 6 },
    },
    beside(
      '  the same, a connection for each question',
      ({ stockConnectEach }) => stockConnectEach.byProcessor,
      peerStock,
    ),
    beside('OCSP with nonce, both sign each', ({ signed }) => signed.own.byProcessor, {
      name: 'openssl ocsp',
      of: ({ signed }) => signed.peer.byProcessor,
    }),
    beside('  the same beside bare RSA-2048 signatures', ({ signed }) => signed.own.byProcessor, {
      name: 'openssl speed, same core',
      of: ({ bare }) => bare,
    }),
    beside(
      '  the same on all cores, the load on one of them, by the clock',
      ({ signedSpread }) => signedSpread,
      {
        name: 'on one core',
        of: ({ signed }) => signed.own.byClock,
      },
    ),
    {
      ...beside('OCSP without nonce beside 50 silent connections, by the clock', ({ silent }) => silent, {
        name: 'without them',
        of: ({ stock }) => stock.own.byClock,
      }),
      ...(note && { note }),
    },
  ];
}
