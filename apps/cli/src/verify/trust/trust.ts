import type { Certificate } from '@kazasu/pki';
import { CommandProblem } from '../../problem.ts';
import { type FileKind, readCertificates } from '../file/index.ts';
import { type TownTrust, type TrustOptions, townTrust } from './town-trust.ts';

export interface Trust {
  /** For signers, or for the one certificate. */
  readonly anchors: readonly Certificate[];
  readonly timestampAnchors: readonly Certificate[];
  /** There if it is the town that is trusted. */
  readonly town?: TownTrust;
  /** For people to read. */
  readonly sources: readonly string[];
}

/** Whom to believe for a file of this kind. A town has nobody who makes time-stamps, so it is not asked about one. */
export async function trustFor(kind: FileKind, options: TrustOptions): Promise<Trust> {
  const { trust, timestampTrust } = options;
  const timestampAnchors = readCertificates(timestampTrust);
  if (kind === 'timestamp') {
    const sources = [...(timestampTrust ?? []), ...(trust ?? [])];
    if (sources.length > 0) return { anchors: [], timestampAnchors: readCertificates(sources), sources };
    throw new CommandProblem(
      'usage',
      'It was not said which time-stamp authority to believe; the town has none.',
      'Name its CA certificate with --timestamp-trust FILE.',
    );
  }
  if (trust !== undefined) return { anchors: readCertificates(trust), timestampAnchors, sources: trust };
  const town = await townTrust(options);
  return { anchors: town.anchors, timestampAnchors, town, sources: [town.index] };
}
