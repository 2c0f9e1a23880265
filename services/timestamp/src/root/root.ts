import { equal } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import {
  encodeName,
  type IssuerIdentity,
  issueTimestampRoot,
  keyIdentifier,
  type NameParts,
} from '@kazasu/pki/issue';
import type { SigningKey } from '@kazasu/server/keys';
import { DAY, GENERATION, KEY_KIND, type TimestampDeps } from '../deps.ts';
import { TimestampError } from '../error.ts';
import { certificateSerial } from '../serial.ts';
import type { RootRecord } from './root-data.ts';
import { findRoot, insertRoot } from './root-store.ts';

/** The root, ready to sign certificates of units and its list. */
export interface Root extends RootRecord {
  readonly identity: IssuerIdentity;
  readonly sign: SigningKey['sign'];
}

/** Name of its key. */
export const ROOT_KEY = 'timestamp-root';

/** Opens the root or makes it. Rejects with a TimestampError `timestamp/mismatch`. */
export async function openRoot(deps: TimestampDeps): Promise<Root> {
  const key = await deps.signing.loadOrCreate(ROOT_KEY, KEY_KIND);
  const name = rootName(deps);
  const record = (await findRoot(deps.store)) ?? (await makeRoot(deps, key, name));
  const { subject, spki, serialBytes } = parseCertificate(record.certificate);
  if (!equal(spki.encoded, key.publicKey)) {
    throw new TimestampError('timestamp/mismatch', 'the key of the root is not that of its certificate');
  }
  if (!equal(subject.encoded, encodeName(name))) {
    throw new TimestampError('timestamp/mismatch', 'the root was made for another organisation');
  }
  const { certificate } = record;
  const identity = { name, keyId: keyIdentifier(key.publicKey), serial: serialBytes, certificate };
  return { ...record, identity, sign: key.sign };
}

async function makeRoot(deps: TimestampDeps, key: SigningKey, name: NameParts): Promise<RootRecord> {
  const notBefore = Math.floor(deps.clock.now() / 1000) * 1000;
  const notAfter = notBefore + deps.config.rootLifeDays * DAY;
  const frame = { serial: certificateSerial(), notBefore, notAfter, publicKey: key.publicKey };
  const certificate = issueTimestampRoot({ ...frame, generation: GENERATION, name }, key.sign);
  await insertRoot(deps.store, { certificate, notBefore, notAfter });
  const stored = await findRoot(deps.store);
  if (stored === undefined) throw new TimestampError('timestamp/mismatch', 'the root was not kept');
  deps.log.info('root.made');
  return stored;
}

function rootName({ config }: Pick<TimestampDeps, 'config'>): NameParts {
  return [
    ['C', 'JP'],
    ['O', config.organisation],
    ['CN', 'Time-Stamp Root'],
  ];
}
