import { equal, fromBase64, toPem, toUtf8 } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import { memoryKeys, type SigningKeys, signingKeysIn } from '@kazasu/server/keys';
import {
  type CardGeneration,
  type CeremonyRoots,
  caKeyName,
  cardsOf,
  KEY_KIND,
  ROLES,
  responderKeyName,
} from '../ca/index.ts';
import { read, readRoots, rootsFile, writeNew, writeRoots } from './files.ts';
import { openssl, refused } from './openssl.ts';
import {
  fingerprint,
  NOTHING,
  type ProtocolStep,
  protocolName,
  protocolWriter,
  rootsInWords,
} from './protocol.ts';
import { type MadeRoot, makeKey, makeRoot } from './root.ts';
import { checkSignature } from './verify.ts';

export interface CeremonyOptions {
  /** `roots`: the first generation of both roots. `next`: one more of each, under the same names. */
  readonly kind: 'roots' | 'next';
  readonly organisation: string;
  /** Which cards the new roots certify, and so what keys they have; default `current`. */
  readonly cards?: CardGeneration;
  /** Whose passphrases open the keys; at least two. */
  readonly custodians: number;
  readonly signing: SigningKeys;
  /** Where protocol, certificates and `roots.json` go. */
  readonly folder: string;
  readonly now: () => number;
  /** Goes through all steps with keys in memory, and keeps nothing. */
  readonly dryRun: boolean;
}

export interface CeremonyResult {
  readonly dryRun: boolean;
  readonly protocol: readonly ProtocolStep[];
  /** Names of the files that were written. */
  readonly files: readonly string[];
}

/**
 * Throws an AuthorityError `ceremony_refused` or a KeyError; then `roots.json` is what it was. Responders that earlier
 * ceremonies did not think of get their keys too: those of the signature roots came later than the others.
 */
export async function holdCeremony(options: CeremonyOptions): Promise<CeremonyResult> {
  const { kind, organisation, folder, dryRun, cards = 'current' } = options;
  if (options.custodians < 2) throw refused('a ceremony takes the passphrases of at least two custodians');
  if (options.signing.protection === 'none')
    throw refused('the keys would lie open: give passphrases or a token');
  const before = readRoots(rootsFile(folder));
  if (kind === 'roots' && before)
    throw refused(`${folder} holds roots already: their next generation is "next"`);
  if (kind === 'next' && !before) throw refused(`${folder} holds no roots yet: begin with "roots"`);
  if (before && before.organisation !== organisation)
    throw refused('the roots are those of another organisation');
  const living = await Promise.all((before?.roots ?? []).map((root) => keyOf(root, options.signing)));
  const generation = newest(before) + 1;
  const signing = dryRun ? signingKeysIn(memoryKeys()) : options.signing;
  const protocol = protocolWriter(options.now);
  const opened = {
    ...{ kind, organisation, custodians: options.custodians, keys: options.signing.protection },
    previous: generation === 1 ? NOTHING : fingerprint(read(folder, `${protocolName(generation - 1)}.json`)),
  };
  protocol.add('opened', { ...opened, rehearsal: dryRun ? 'yes' : 'no', openssl: openssl({}, ['version']) });
  const made: MadeRoot[] = [];
  for (const role of ROLES) {
    made.push(
      await makeRoot({ role, generation, organisation, cards, now: options.now() }, signing, protocol),
    );
  }
  for (const { root } of living) {
    const name = responderKeyName(root);
    if (await options.signing.has(name)) continue;
    await makeKey(name, KEY_KIND[cardsOf(fromBase64(root.certificate))], signing, protocol);
  }
  const roots = [...(before?.roots ?? []), ...made.map(({ root }) => root)];
  protocol.add('closed', { roots: made.length, all: rootsInWords(roots) });
  // A rehearsal leaves nothing behind that a key of the town has signed.
  const witnesses = dryRun ? [] : living.filter(({ root }) => root.generation === generation - 1);
  const files = filesOf(generation, made, witnesses, protocol.steps);
  if (!dryRun) {
    writeNew(folder, files);
    writeRoots(folder, { organisation, roots });
  }
  return { dryRun, protocol: protocol.steps, files: dryRun ? [] : [...Object.keys(files), 'roots.json'] };
}

/** Other passphrases, or the same in another order, would put the new keys under another lock than the old ones. */
async function keyOf(root: CeremonyRoots['roots'][number], signing: SigningKeys): Promise<MadeRoot> {
  const name = caKeyName(root);
  if (!(await signing.has(name))) throw refused(`the key ${name} of the last ceremony is not here`);
  const der = fromBase64(root.certificate);
  const key = await signing.loadOrCreate(name, KEY_KIND[cardsOf(der)]);
  if (!equal(key.publicKey, parseCertificate(der).spki.encoded)) {
    throw refused(`the key ${name} is not that of the last ceremony`);
  }
  return { name, key, root, pem: toPem('CERTIFICATE', der) };
}

function newest(before: CeremonyRoots | undefined): number {
  return Math.max(0, ...(before?.roots ?? []).map(({ generation }) => generation));
}

/**
 * The protocol, and over its octets the signature of each root that it tells of, and of those of the generation before,
 * so that nobody else can go on where they end: it begins with a brace, so that it can never be taken for something
 * else that a root signs, which is DER.
 */
function filesOf(
  generation: number,
  made: readonly MadeRoot[],
  witnesses: readonly MadeRoot[],
  steps: readonly ProtocolStep[],
): Record<string, string | Uint8Array> {
  const name = protocolName(generation);
  const text = `${JSON.stringify({ protocol: 'kazasu root ceremony', steps }, undefined, 2)}\n`;
  const files: Record<string, string | Uint8Array> = { [`${name}.json`]: text };
  for (const root of made) files[`${root.name}.pem`] = root.pem;
  for (const root of [...witnesses, ...made]) {
    const signature = root.key.sign(toUtf8(text));
    checkSignature(root.pem, text, signature);
    files[`${name}.${root.name}.sig`] = signature;
  }
  return files;
}
