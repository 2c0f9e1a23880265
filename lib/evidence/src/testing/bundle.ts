import { toHex, toUtf8 } from '@kazasu/bytes';
import type { Bundle, EvidenceObject } from '../bundle/index.ts';
import type { CheckOptions, EvidenceTrust } from '../check/index.ts';
import { sha256 } from '../merkle/index.ts';
import type { RecordedSignature } from '../part/index.ts';
import {
  AT,
  type Authority,
  DAY,
  HOUR,
  signDigest,
  signerAuthority,
  timestampAuthority,
  YEAR,
} from './authorities.ts';
import { TestLog } from './log.ts';
import { makeRecord, type RecordOrder, verificationParts } from './record.ts';

/** Everybody who takes part, made once for a file of tests: RSA keys are dear. */
export interface Scene {
  readonly signers: Authority;
  readonly times: Authority;
  /** Certified years longer: renews the tokens of `times`. */
  readonly laterTimes: Authority;
  readonly document: Uint8Array;
}

export function createScene(): Scene {
  return {
    signers: signerAuthority(),
    times: timestampAuthority(AT + 2 * YEAR),
    laterTimes: timestampAuthority(AT + 10 * YEAR, 'Later time CA'),
    document: toUtf8('住民票の写しの交付を申請します。'),
  };
}

/** A bundle with all that went into it, for tests that take it apart. */
export interface MadeBundle {
  readonly bundle: Bundle;
  readonly log: TestLog;
  readonly trust: EvidenceTrust & Required<Pick<EvidenceTrust, 'anchors' | 'timestampAnchors' | 'logKeys'>>;
  readonly options: CheckOptions;
}

export interface BundleOrder extends Partial<RecordOrder> {
  /** Default: over the scene's document, with its DigestInfo. */
  readonly signatures?: readonly RecordedSignature[];
  readonly verdict?: 'valid' | 'invalid' | 'indeterminate';
  /** A second time-stamp that renews the first. */
  readonly renewed?: boolean;
  readonly log?: TestLog;
  /** Of the first time-stamp; default: an hour after the record. */
  readonly genTime?: number;
}

/** The parts of a good verification of the scene's document. */
export function goodContents({ signers, document }: Scene): Record<string, Uint8Array> {
  const digest = sha256(document);
  const signatures = [signDigest(signers, digest, 'digest-info')];
  return verificationParts({ at: AT, digests: [toHex(digest)], signatures });
}

/** A good bundle: one signature over the scene's document, in the middle of a small log, under one or two time-stamps. */
export function makeBundle(scene: Scene, order: BundleOrder = {}): MadeBundle {
  const { signers, times, laterTimes, document } = scene;
  const { log = new TestLog(), at = AT, genTime = at + HOUR } = order;
  const digest = sha256(document);
  const signatures = order.signatures ?? [signDigest(signers, digest, 'digest-info')];
  const objects: readonly EvidenceObject[] = order.objects ?? [
    { type: 'certificate', octets: signers.root.der },
    { type: 'crl', octets: signers.crlAt(at) },
  ];
  const digests = [toHex(digest)];
  const contents =
    order.contents ?? verificationParts({ at, digests, signatures, verdict: order.verdict ?? 'valid' });
  const record = makeRecord({ ...order, at, contents, objects });
  log.fill(5);
  const leafIndex = log.append(record.entry);
  log.fill(3);
  const first = log.stamp(times, genTime);
  const proof = [log.link(leafIndex, first)];
  if (order.renewed === true) {
    const again = log.remember(first, genTime + HOUR);
    log.fill(4);
    const second = log.stamp(laterTimes, genTime + 2 * HOUR);
    proof.push(log.link(again.leafIndex, second, again.entry));
  }
  const trust = {
    anchors: [signers.root.der],
    timestampAnchors: [times.root.der, laterTimes.root.der],
    logKeys: [{ name: log.origin, publicKey: log.key.publicKey }],
  };
  return {
    bundle: { ...record, proof, log: log.identity },
    log,
    trust,
    options: { trust, time: AT + 30 * DAY, profiles: [] },
  };
}
