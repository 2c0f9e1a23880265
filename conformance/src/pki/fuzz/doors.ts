import {
  CrlIndexer,
  checkCrl,
  isParseError,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  parseTimestampResponse,
  type Report,
} from '@kazasu/pki';
import { reportOn } from '../vectors/judge.ts';
import { type Target, withOctets } from './target.ts';

/** A public function with its arguments; what it may throw depends on what it is. */
export interface Door {
  readonly name: string;
  readonly kind: 'parser' | 'judge';
  readonly open: () => unknown;
}

/** Every public function that takes octets of this kind. The judge of the case itself comes first. */
export function doorsFor(target: Target, octets: Uint8Array): Door[] {
  const judged = withOctets(target, octets);
  return [
    { name: judged.operation, kind: 'judge', open: () => reportOn(judged) },
    ...parsersFor(target, octets),
  ];
}

function parsersFor({ vector, name }: Target, octets: Uint8Array): Door[] {
  const parser = (title: string, open: () => unknown): Door => ({ name: title, kind: 'parser', open });
  switch (name) {
    case 'certificate':
    case 'intermediates':
    case 'anchors':
    case 'timestampAnchors':
      return [parser('parseCertificate', () => parseCertificate(octets))];
    case 'crls': {
      const issuer = parseCertificate(vector.list('anchors')[0] ?? new Uint8Array());
      const time = Date.parse(vector.options.time);
      return [
        parser('parseCrl', () => parseCrl(octets)),
        {
          name: 'checkCrl',
          kind: 'judge',
          open: () => checkCrl({ certificate: issuer, issuer, crl: octets, time }),
        },
        parser('CrlIndexer', () => {
          const indexer = new CrlIndexer({ issuer });
          for (let at = 0; at < octets.length; at += 97) indexer.feed(octets.subarray(at, at + 97));
          return indexer.finish();
        }),
      ];
    }
    case 'response':
      return [parser('parseOcspResponse', () => parseOcspResponse(octets))];
    case 'token':
      return [parser('parseTimestampResponse', () => parseTimestampResponse(octets))];
    default:
      return [];
  }
}

/** What is wrong with what a door did, beside its verdict. */
export function faultOf({ kind }: Door, outcome: { value?: unknown; error?: unknown }): string | undefined {
  if ('error' in outcome) {
    const { error } = outcome;
    if (kind === 'parser' && isParseError(error)) return undefined;
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
  if (kind === 'parser') return undefined;
  const { checks, signatures = [] } = outcome.value as Report & { signatures?: readonly Report[] };
  const internal = [...checks, ...signatures.flatMap((one) => one.checks)].find(
    ({ reason }) => reason === 'internal',
  );
  return internal && `met a fault of its own (${internal.id})`;
}
