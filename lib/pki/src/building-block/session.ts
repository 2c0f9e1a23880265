import type { HashName } from '../algorithm.ts';
import { hash } from '../crypto.ts';
import { type CertificateInput, openLedger, type PathBudget, type Read, readInput } from '../path/index.ts';
import { type MaterialInput, MaterialReader } from './certificate/index.ts';
import type { SignatureOptions } from './options.ts';

/** `sha1` is computed, to tell what is weak from what is wrong. */
export type DigestName = HashName | 'sha1';

/**
 * For all signatures and time-stamps of a document together. Sixteen signers with P-384, each under an authority of his own,
 * stay within it; what asks for more was made to stall, and is left INDETERMINATE after about a tenth of a second.
 */
const DOCUMENT_BUDGET: Partial<PathBudget> = { signatures: 512, steps: 4096, chains: 512, evidence: 1024 };

type Given = Pick<SignatureOptions, 'intermediates' | 'crls' | 'ocspResponses' | 'knownCrlNumbers'>;

/** A session for one document; `given` is what its caller gives for all of it. */
export function openDocument(options: Given): DocumentSession {
  const { intermediates, crls, ocspResponses, knownCrlNumbers } = options;
  const given: MaterialInput = {
    ...(intermediates && { certificates: intermediates }),
    ...(crls && { crls }),
    ...(ocspResponses && { ocspResponses }),
    ...(knownCrlNumbers && { knownCrlNumbers }),
  };
  return new DocumentSession(new MaterialReader(given));
}

/**
 * What the judgements of one document share: what they may cost together, and what was read and computed before. What is
 * computed only sometimes is made only then: most documents have one signature and no time-stamp.
 */
export class DocumentSession {
  readonly ledger = openLedger(DOCUMENT_BUDGET);
  readonly reader: MaterialReader;
  readonly #anchors: { readonly inputs: readonly CertificateInput[]; readonly read: readonly Read[] }[] = [];
  #digests: WeakMap<Uint8Array, Map<DigestName, Uint8Array>> | undefined;

  constructor(reader: MaterialReader) {
    this.reader = reader;
  }

  anchors(inputs: readonly CertificateInput[]): readonly Read[] {
    const known = this.#anchors.find((one) => one.inputs === inputs);
    if (known !== undefined) return known.read;
    const read = inputs.map(readInput);
    this.#anchors.push({ inputs, read });
    return read;
  }

  digest(name: DigestName, octets: Uint8Array): Uint8Array {
    this.#digests ??= new WeakMap();
    const byName = this.#digests.get(octets) ?? new Map<DigestName, Uint8Array>();
    this.#digests.set(octets, byName);
    const known = byName.get(name) ?? hash(name, octets, 'buffer');
    byName.set(name, known);
    return known;
  }
}
