import { equal, fromHex, toHex } from '@kazasu/bytes';
import { issueCa, keyIdentifier } from '@kazasu/pki/issue';
import type { SigningKey, SigningKeys } from '@kazasu/server/keys';
import type { Store } from '@kazasu/server/store';
import { drawSerial } from '../certificate/index.ts';
import { AuthorityError } from '../error.ts';
import {
  addYears,
  type CardGeneration,
  type CertificationAuthority,
  caKeyName,
  cardsOf,
  GENERATIONS,
  type Hierarchy,
  KEY_KIND,
  LIFE_YEARS,
  lifeOf,
  ROLES,
} from './ca.ts';
import type { CaRecord } from './ca-data.ts';
import { insertCa, listCas } from './ca-store.ts';
import { type CeremonyRoots, importRoots } from './import.ts';

interface HierarchyOptions {
  readonly store: Store;
  readonly signing: SigningKeys;
  /** When the authority is set up, if this is the first start. */
  readonly now: number;
  readonly organisation: string;
  /** What ceremonies made; absent: the authority makes its roots itself. */
  readonly roots?: CeremonyRoots | undefined;
  /** `next`: there is a generation of roots for the next card too. What was made once is never taken away again. */
  readonly cardGeneration?: CardGeneration;
}

interface RootPlan extends Pick<CaRecord, 'role' | 'generation'> {
  readonly cards: CardGeneration;
  readonly life: { readonly notBefore: number; readonly notAfter: number };
}

/** Of the first generation, as in the real hierarchy; drawn serial numbers are never that small. */
const FIRST_SERIAL = '01';

/**
 * Loads the hierarchy, or makes it. Of several processes that start first at the same time one stores its
 * certificates, whole; the others take those. With the roots of a ceremony nothing is made: those that are not stored
 * yet are, and become the newest generations. Throws `hierarchy_mismatch` when keys, organisation or roots are not
 * those of the store.
 */
export async function openHierarchy(options: HierarchyOptions): Promise<Hierarchy> {
  if (options.roots !== undefined) await importRoots(options, options.roots);
  else if ((await listCas(options.store)).length === 0) await createAll(options);
  if (options.cardGeneration === 'next') await requireNext(options);
  const records = await listCas(options.store);
  const keys = await loadKeys(
    options.signing,
    records.map((record) => ({ ...record, cards: cardsOf(record.certificate) })),
  );
  return hierarchyOf(
    records.map((record) => join(record, keys.get(caKeyName(record)), options.organisation)),
  );
}

async function loadKeys(
  signing: SigningKeys,
  cas: readonly Pick<RootPlan, 'role' | 'generation' | 'cards'>[],
): Promise<ReadonlyMap<string, SigningKey>> {
  const load = async (ca: (typeof cas)[number]) => {
    const name = caKeyName(ca);
    return [name, await signing.loadOrCreate(name, KEY_KIND[ca.cards])] as const;
  };
  return new Map(await Promise.all(cas.map(load)));
}

async function createAll(options: HierarchyOptions): Promise<void> {
  const plans = ROLES.flatMap((role) =>
    GENERATIONS.map((generation) => {
      return { role, generation, cards: 'current', life: lifeOf(generation, options.now) } as const;
    }),
  );
  await createRoots(options, plans);
}

/** The roots of the next card, from now on, as one more generation under the same names, if there are none yet. */
async function requireNext(options: HierarchyOptions): Promise<void> {
  const stored = await listCas(options.store);
  if (stored.some(({ certificate }) => cardsOf(certificate) === 'next')) return;
  if (options.roots !== undefined) {
    throw new AuthorityError(
      'hierarchy_mismatch',
      'no ceremony made roots for the next card: hold one (next --card next)',
    );
  }
  const notBefore = addYears(options.now, 0);
  const life = { notBefore, notAfter: addYears(notBefore, LIFE_YEARS) - 1000 };
  const generation = 1 + Math.max(...stored.map((ca) => ca.generation));
  await createRoots(
    options,
    ROLES.map((role) => ({ role, generation, cards: 'next', life })),
  );
}

async function createRoots(options: HierarchyOptions, plans: readonly RootPlan[]): Promise<void> {
  const keys = await loadKeys(options.signing, plans);
  const records: CaRecord[] = [];
  for (const plan of plans) {
    const serial = plan.generation === 1 ? FIRST_SERIAL : await drawSerial(options.store);
    records.push(
      createOne({ ...plan, serial, organisation: options.organisation }, keys.get(caKeyName(plan))),
    );
  }
  await options.store.transaction(async (within) => {
    // The first row decides: whoever stores it stores all, because the others wait for it and find each one taken.
    for (const record of records) await insertCa(within, record);
  });
}

function createOne(
  plan: RootPlan & Pick<CaRecord, 'organisation' | 'serial'>,
  key: SigningKey | undefined,
): CaRecord {
  if (!key) throw new AuthorityError('hierarchy_mismatch', 'a CA key is missing');
  const { publicKey } = key;
  const frame = { ...plan.life, serial: fromHex(plan.serial), publicKey, generation: plan.cards };
  const certificate = issueCa({ ...frame, role: plan.role, organisation: plan.organisation }, key.sign);
  const { role, generation, serial, organisation } = plan;
  const { notBefore, notAfter } = frame;
  const keyId = toHex(keyIdentifier(publicKey));
  return { role, generation, serial, organisation, notBefore, notAfter, certificate, keyId };
}

function join(record: CaRecord, key: SigningKey | undefined, organisation: string): CertificationAuthority {
  const keyId = fromHex(record.keyId);
  const publicKey = key?.publicKey;
  if (!key || !publicKey || !equal(keyIdentifier(publicKey), keyId)) {
    throw new AuthorityError(
      'hierarchy_mismatch',
      `the key of ${caKeyName(record)} is not that of its certificate`,
    );
  }
  if (record.organisation !== organisation) {
    throw new AuthorityError('hierarchy_mismatch', 'the hierarchy was made for another organisation');
  }
  const { role, certificate } = record;
  const cards = cardsOf(certificate);
  const identity = { role, organisation, keyId, serial: fromHex(record.serial), certificate };
  return { ...record, cards, identity, publicKey, sign: key.sign, begin: key.begin };
}

function hierarchyOf(all: readonly CertificationAuthority[]): Hierarchy {
  const byKey = new Map(all.map((ca) => [ca.keyId, ca]));
  return { all, byKeyId: (keyId) => byKey.get(keyId) };
}
