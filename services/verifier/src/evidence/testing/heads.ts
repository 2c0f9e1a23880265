import { toHex, toUtf8 } from '@kazasu/bytes';
import { type Bundle, checkBundle, type EvidenceReport, parseBundle, sha256 } from '@kazasu/evidence';
import { type Authority, signDigest, signerAuthority, verificationParts } from '@kazasu/evidence/testing';
import { parseCertificate } from '@kazasu/pki';
import type { SettableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { createMetrics } from '@kazasu/server/metrics';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { createTimestampService, type TimestampService, type TimestampSettings } from '@kazasu/timestamp';
import * as v from 'valibot';
import { bundleOf } from '../bundle/index.ts';
import { identityOf } from '../head/index.ts';
import type { RecordDraft } from '../record/index.ts';
import { EvidenceSettings, type TimestampConfig } from '../settings.ts';
import { createEvidenceSweep, type EvidenceSweep, type SweepDeps } from '../sweep.ts';
import { draftOf, openTestLog, TENANT, type TestLog } from './log.ts';
import type { OutsideUnit } from './outside-unit.ts';

const DAY = 86_400_000;

/** A log with its heads, and the unit that stamps them, all by one clock. */
export interface TestHeads extends TestLog {
  readonly deps: SweepDeps;
  readonly sweep: EvidenceSweep;
  readonly unit: TimestampService;
  /** What stands between the log and the unit; may answer in its place, or throw. */
  network: (path: string, forward: () => Promise<Response>) => Promise<Response>;
  /** Appends a verification by the resident of the tests; its id. */
  verify(): Promise<string>;
  bundle(id: string, unstamped?: boolean): Promise<Uint8Array>;
  /** By whom who trusts log, unit and the signer's authority, at the time of the clock. */
  judge(bundle: Bundle | Uint8Array): EvidenceReport;
}

export interface TestHeadsOptions {
  readonly store?: StoreOptions;
  readonly unit?: Partial<TimestampSettings>;
  readonly evidence?: v.InferInput<typeof EvidenceSettings>;
  readonly renewBeforeMs?: number;
  readonly signers?: Authority;
  /** Units elsewhere in the place of ours, reached over HTTP as any service is; the one that is asked comes first. */
  readonly outside?: readonly OutsideUnit[];
}

export const UNIT_URL = 'https://unit.example';

export async function openTestHeads(options: TestHeadsOptions = {}): Promise<TestHeads> {
  const opened = await openTestLog(options.store);
  const unit = await openUnit(opened.clock, options.unit);
  const signers = options.signers ?? signerAuthority();
  const { outside } = options;
  const timestampAnchors = outside?.map(({ anchor }) => anchor) ?? [unit.anchor];
  const timestamp: TimestampConfig = {
    url: outside?.[0]?.url ?? `${UNIT_URL}/tsr`,
    crls: outside?.map(({ crl }) => crl) ?? [`${UNIT_URL}/crl`],
    traceContext: false,
    renewBeforeMs: options.renewBeforeMs ?? 180 * DAY,
    retiredUnits: [],
    // A process of its own for each token takes its time where many tests run.
    timeoutMs: outside ? 20_000 : 2_000,
  };
  const evidence = v.parse(EvidenceSettings, options.evidence ?? {});
  const deps: SweepDeps = {
    ...opened,
    log: silentLog,
    metrics: createMetrics('verifier'),
    keys: { log: await memoryKeys().loadOrCreate('log', 'ed25519') },
    trust: { timestampAnchors: timestampAnchors.map((der) => parseCertificate(der)) },
    config: { evidenceOrigin: 'verifier.example/evidence', evidence, timestamp },
    fetch: async (input, init) => {
      const path = new URL(String(input)).pathname;
      return heads.network(path, async () => (outside ? fetch(input, init) : unit.app.request(path, init)));
    },
  };
  const logKey = identityOf(deps);
  const heads: TestHeads = {
    ...opened,
    deps,
    unit,
    sweep: createEvidenceSweep(deps),
    network: (_path, forward) => forward(),
    verify: async () => {
      const draft = verificationOf(signers, opened.clock.now());
      await opened.log.append(draft);
      return draft.id;
    },
    bundle: (id, unstamped = false) =>
      bundleOf({ ...deps, evidence: opened.log }, { tenantId: TENANT, id, unstamped }),
    judge: (bundle) =>
      checkBundle(bundle, {
        trust: {
          anchors: [signers.root.der],
          timestampAnchors,
          logKeys: [{ name: logKey.origin, publicKey: logKey.publicKey }],
        },
        time: opened.clock.now(),
        profiles: [],
      }),
  };
  return heads;
}

async function openUnit(
  clock: SettableClock,
  settings: Partial<TimestampSettings> = {},
): Promise<TimestampService> {
  const store = await openStore({ file: ':memory:' });
  return createTimestampService({ ...settings, store, keys: memoryKeys(), clock, log: silentLog });
}

/** A whole verification: what a bundle must hold to be judged valid in full. */
export function verificationOf(signers: Authority, at: number): RecordDraft {
  const digest = sha256(toUtf8(`a document of ${at}`));
  const signatures = [signDigest(signers, digest, 'digest-info')];
  return draftOf({
    at,
    parts: verificationParts({ at, digests: [toHex(digest)], signatures }),
    objects: [
      { type: 'certificate', octets: signers.root.der },
      { type: 'crl', octets: signers.crlAt(at) },
    ],
  });
}

/** How many steps the proof has. */
export function stepsOf(bundle: Uint8Array): number {
  return parseBundle(bundle).proof.length;
}
