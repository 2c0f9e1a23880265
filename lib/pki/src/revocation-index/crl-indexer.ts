import { DerReader, derSequence, toHex } from '@kazasu/bytes';
import { readAlgorithm } from '../algorithm.ts';
import { type Certificate, publicKeyOf } from '../certificate.ts';
import { type Crl, crlSeries, type KnownCrlNumbers, parseCrl } from '../crl/index.ts';
import { createHash } from '../crypto.ts';
import { PkiError } from '../error.ts';
import {
  AMOUNT,
  FUNCTION,
  type OptionKinds,
  optional,
  PARSED_CERTIFICATE,
  requireOptions,
} from '../option.ts';
import { type StreamedVerification, startVerification } from '../signature.ts';
import { CrlStream } from './crl-stream.ts';
import { EntrySink } from './entry-sink.ts';
import { sha256 } from './format.ts';
import type { Front } from './front.ts';
import { pack } from './pack.ts';
import { requireIndexable } from './require-indexable.ts';
import { sorted } from './sort.ts';

/** 32 million entries are four nations' worth, and take the indexer 1.2 gigabytes. */
const ENTRIES_MAX = 1 << 25;

/** Whose list is indexed, and how far. An option of another kind is a TypeError. */
export interface CrlIndexerOptions {
  /** The certificate, parsed, whose key must have signed the CRL. */
  readonly issuer: Certificate;
  /** A lower number than is known of the series is refused. */
  readonly knownCrlNumbers?: KnownCrlNumbers;
  /** More entries are refused (`pki/budget`). An entry takes up to 42 octets of memory on the way (serial numbers of 8 octets). */
  readonly entriesMax?: number;
}

const KINDS: OptionKinds<CrlIndexerOptions> = {
  issuer: PARSED_CERTIFICATE,
  knownCrlNumbers: optional(FUNCTION),
  entriesMax: optional(AMOUNT),
};

/**
 * Makes an index of a CRL that comes in chunks, of whatever size. The CRL itself is not kept. Nothing of it can be
 * used before {@link finish}, which gives the index file's octets only if the CRL is whole, one that an index can stand
 * for, and signed by the issuer's key. Every method throws PkiError or BytesError for what the CRL contains: `pki/signature`
 * for one that the key did not sign, `pki/rolled-back` for an old one, otherwise as `parseCrl` does.
 */
export class CrlIndexer {
  readonly #options: CrlIndexerOptions;
  readonly #sink: EntrySink;
  readonly #stream: CrlStream;
  readonly #hash = createHash('sha256');
  #verification: StreamedVerification | undefined;
  #usable = true;

  /** Throws a TypeError for an option that is not of its kind. */
  constructor(options: CrlIndexerOptions) {
    requireOptions(options, KINDS);
    this.#options = options;
    this.#sink = new EntrySink(options.entriesMax ?? ENTRIES_MAX);
    this.#stream = new CrlStream(this.#sink, {
      onFront: (front) => this.#start(front),
      onSigned: (octets) => this.#verification?.update(octets),
    });
  }

  /** Takes the next octets. The chunk may be used again afterwards. */
  feed(chunk: Uint8Array): void {
    this.#requireUsable();
    this.#usable = false;
    this.#hash.update(chunk);
    this.#stream.feed(chunk);
    this.#usable = true;
  }

  /** Ends the CRL: the octets of the index file, for `openRevocationIndex`. Call it once. */
  finish(): Uint8Array {
    this.#requireUsable();
    this.#usable = false;
    const { front, back } = this.#stream.finish();
    const head = headOf(front, back);
    const crl = parseCrl(head);
    const { issuer, knownCrlNumbers } = this.#options;
    requireIndexable(crl, issuer, knownCrlNumbers?.(crlSeries(crl, issuer)));
    this.#requireSignature(crl);
    const columns = this.#sink.release().map(sorted);
    return pack(columns, {
      crlDigest: this.#hash.digest(),
      issuerKeyDigest: sha256(issuer.spki.encoded),
      head,
    });
  }

  /** The algorithm stands in front: from here on the signed octets are hashed as they pass. */
  #start({ algorithm, entriesStart, entriesEnd }: Front): void {
    this.#sink.expect(entriesEnd - entriesStart);
    const key = publicKeyOf(this.#options.issuer);
    this.#verification = startVerification(readAlgorithm(new DerReader(algorithm)), key);
    if (this.#verification === undefined) {
      throw new PkiError(
        'pki/algorithm',
        'signature algorithm not accepted, or not that of the issuer’s key',
      );
    }
  }

  /** What follows a refused chunk would be indexed without what was refused, under a signature that fits. */
  #requireUsable(): void {
    if (!this.#usable) throw new PkiError('pki/crl', 'CRL refused before, or ended');
  }

  #requireSignature({ signature }: Crl): void {
    if (this.#verification?.verify(signature) !== true) {
      throw new PkiError('pki/signature', 'CRL not signed by the key of its issuer');
    }
  }
}

/** The CRL as if it listed nobody: what `parseCrl` reads all the rest from. Its signature fits the whole CRL, not this. */
function headOf(front: Front, back: Uint8Array): Uint8Array {
  const restOfTbs = front.tbsEnd - front.entriesEnd;
  const tbs = derSequence(front.fields, back.subarray(0, restOfTbs));
  return derSequence(tbs, back.subarray(restOfTbs));
}

export function keyDigest({ spki }: Certificate): string {
  return toHex(sha256(spki.encoded));
}
