import {
  type Bundle,
  type Checkpoint,
  checkBundle,
  EvidenceError,
  type EvidenceReport,
  parseBundle,
  parseCheckpoint,
  parseRequestPart,
  type RequestPart,
  type TrustChoice,
} from '@kazasu/evidence';
import { type Headline, headlineOf } from './headline.ts';
import { type Root, rootsOf } from './root.ts';
import { type Signer, signersOf } from './signer.ts';
import { pathOf, type TreePath } from './tree.ts';

/** What a person brought. */
export interface Question {
  readonly bundle: Uint8Array;
  readonly document?: Uint8Array | undefined;
  readonly trust?: TrustChoice | undefined;
  /** `use:fingerprint` of what was compared by eye. */
  readonly compared: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** One step of the proof, to be shown. */
export interface Head {
  readonly leafIndex: number;
  readonly checkpoint: Checkpoint | undefined;
  readonly path: TreePath | undefined;
  readonly isStamped: boolean;
}

/** A bundle as far as it can be read, and the judgement of it. */
export interface Case {
  readonly report: EvidenceReport;
  readonly headline: Headline;
  readonly roots: readonly Root[];
  readonly signers: readonly Signer[];
  readonly request: RequestPart | undefined;
  readonly heads: readonly Head[];
  readonly origin: string | undefined;
}

/** Judges what was brought. Does not throw for what the files contain. */
export function openCase(question: Question): Case {
  const { bundle: octets, document, trust: choice, compared, time } = question;
  const trust = choice?.trust;
  const bundle = attempt(() => parseBundle(octets));
  const roots = bundle === undefined ? [] : rootsOf(bundle, trust, compared);
  const believed = (use: Root['use']) => roots.filter((root) => root.use === use && root.believed !== 'no');
  const report = checkBundle(bundle ?? octets, {
    time,
    trust: {
      ...(trust?.witnesses && { witnesses: trust.witnesses }),
      anchors: [...(trust?.anchors ?? []), ...believed('signer').map((root) => root.octets)],
      timestampAnchors: [
        ...(trust?.timestampAnchors ?? []),
        ...believed('timestamp').map((root) => root.octets),
      ],
      logKeys: [
        ...(trust?.logKeys ?? []),
        ...believed('log').map(({ name, octets: publicKey }) => ({ name, publicKey })),
      ],
    },
    ...(document && { document }),
    ...(choice?.profiles && { profiles: choice.profiles }),
  });
  // Of other kinds nothing judges who signed and what for, so it is not shown either.
  const judged = report.entry?.kind === 'verification' ? bundle : undefined;
  return {
    report,
    headline: headlineOf(report, roots),
    roots,
    signers: judged === undefined ? [] : signersOf(judged),
    request: judged && requestOf(judged),
    heads: bundle === undefined ? [] : headsOf(bundle),
    origin: bundle?.log.origin,
  };
}

function requestOf({ parts: { request } }: Bundle): RequestPart | undefined {
  return request && attempt(() => parseRequestPart(request.content));
}

function headsOf(bundle: Bundle): Head[] {
  return bundle.proof.map((link) => {
    const checkpoint = attempt(() => parseCheckpoint(link.checkpoint));
    const path = checkpoint && pathOf(link.entry ?? bundle.entry, link, checkpoint);
    return { leafIndex: link.leafIndex, checkpoint, path, isStamped: link.token !== undefined };
  });
}

/** What cannot be read is not shown: the judgement names it among its checks. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof EvidenceError) return undefined;
    throw error;
  }
}
