import { equal, fromHex, toHex } from '@kazasu/bytes';
import { issueCa, keyIdentifier } from '@kazasu/pki/issue';
import type { KeyFolder } from '@kazasu/server/keys';
import type { Store } from '@kazasu/server/store';
import { drawSerial } from '../certificate/index.ts';
import type { KeyObject } from '../crypto.ts';
import { AuthorityError } from '../error.ts';
import { publicKeyOf, signerOf } from '../key.ts';
import {
  type CertificationAuthority,
  GENERATIONS,
  type Generation,
  type Hierarchy,
  lifeOf,
  ROLES,
} from './ca.ts';
import type { CaRecord } from './ca-data.ts';
import { insertCa, listCas } from './ca-store.ts';

interface HierarchyOptions {
  readonly store: Store;
  readonly keys: KeyFolder;
  /** When the authority is set up, if this is the first start. */
  readonly now: number;
  readonly organisation: string;
}

/** Of the first generation, as in the real hierarchy; drawn serial numbers are never that small. */
const FIRST_SERIAL = '01';

/**
 * Loads the hierarchy, or makes it. Of several processes that start first at the same time one stores its
 * certificates, whole; the others take those. Throws `hierarchy_mismatch` when keys or organisation are not those of
 * the store.
 */
export async function openHierarchy(options: HierarchyOptions): Promise<Hierarchy> {
  const keys = await loadKeys(options.keys);
  if ((await listCas(options.store)).length === 0) await createAll(options, keys);
  const records = await listCas(options.store);
  return hierarchyOf(records.map((record) => join(record, keys.get(keyName(record)), options.organisation)));
}

function keyName({ role, generation }: Pick<CaRecord, 'role' | 'generation'>): string {
  return `ca-${role}-${generation}`;
}

async function loadKeys(folder: KeyFolder): Promise<ReadonlyMap<string, KeyObject>> {
  const names = ROLES.flatMap((role) => GENERATIONS.map((generation) => keyName({ role, generation })));
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await folder.loadOrCreate(name, 'rsa-2048')] as const),
    ),
  );
}

async function createAll(options: HierarchyOptions, keys: ReadonlyMap<string, KeyObject>): Promise<void> {
  const records: CaRecord[] = [];
  for (const role of ROLES) {
    for (const generation of GENERATIONS) {
      const serial = generation === 1 ? FIRST_SERIAL : await drawSerial(options.store);
      records.push(
        createOne({ ...options, role, generation, serial }, keys.get(keyName({ role, generation }))),
      );
    }
  }
  await options.store.transaction(async (within) => {
    // The first row decides: whoever stores it stores all, because the others wait for it and find each one taken.
    for (const record of records) await insertCa(within, record);
  });
}

function createOne(
  plan: HierarchyOptions & { role: CaRecord['role']; generation: Generation; serial: string },
  key: KeyObject | undefined,
): CaRecord {
  if (!key) throw new AuthorityError('hierarchy_mismatch', 'a CA key is missing');
  const publicKey = publicKeyOf(key);
  const frame = { ...lifeOf(plan.generation, plan.now), serial: fromHex(plan.serial), publicKey };
  const certificate = issueCa({ ...frame, role: plan.role, organisation: plan.organisation }, signerOf(key));
  const { role, generation, serial, organisation } = plan;
  const { notBefore, notAfter } = frame;
  const keyId = toHex(keyIdentifier(publicKey));
  return { role, generation, serial, organisation, notBefore, notAfter, certificate, keyId };
}

function join(record: CaRecord, key: KeyObject | undefined, organisation: string): CertificationAuthority {
  const keyId = fromHex(record.keyId);
  const publicKey = key && publicKeyOf(key);
  if (!publicKey || !equal(keyIdentifier(publicKey), keyId)) {
    throw new AuthorityError(
      'hierarchy_mismatch',
      `the key of ${keyName(record)} is not that of its certificate`,
    );
  }
  if (record.organisation !== organisation) {
    throw new AuthorityError('hierarchy_mismatch', 'the hierarchy was made for another organisation');
  }
  const { role, certificate } = record;
  const identity = { role, organisation, keyId, serial: fromHex(record.serial), certificate };
  return { ...record, identity, publicKey, sign: signerOf(key) };
}

function hierarchyOf(all: readonly CertificationAuthority[]): Hierarchy {
  const byKey = new Map(all.map((ca) => [ca.keyId, ca]));
  return { all, byKeyId: (keyId) => byKey.get(keyId) };
}
