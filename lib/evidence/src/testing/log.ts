import { fromUtf8, toHex } from '@kazasu/bytes';
import type { EvidenceObject, ProofLink } from '../bundle/index.ts';
import { cosignCheckpoint, createCheckpoint } from '../checkpoint/index.ts';
import { commitValidation, encodeEntry, VALIDATION_PART } from '../entry/index.ts';
import { Frontier, leafHash, type NodeId, rootOf, sha256 } from '../merkle/index.ts';
import { type Authority, type NotePair, noteKeyPair, stampAt, validationAt } from './authorities.ts';
import { consistencyPath, inclusionPath } from './path.ts';

/** A head that a test keeps to prove something in it. */
export interface StampedHead {
  readonly size: number;
  readonly checkpoint: Uint8Array;
  readonly token: Uint8Array;
  readonly validation: readonly EvidenceObject[];
}

/** The lines that a witness adds below a head: all behind the log's own. */
export function cosignatureLines(
  note: Uint8Array,
  { name, ...pair }: NotePair & { readonly name: string },
): string[] {
  const cosigned = cosignCheckpoint(note, { name, ...pair, seconds: 1_780_272_000 });
  return fromUtf8(cosigned.subarray(note.length)).trimEnd().split('\n');
}

/** The entry that names a token and what it was judged by. */
export function timestampEntry({
  token,
  validation,
  ...named
}: Pick<StampedHead, 'token' | 'validation'> & { readonly id: string; readonly at: number }): Uint8Array {
  const material = validation.map(({ octets }) => octets);
  return encodeEntry({
    ...named,
    kind: 'timestamp',
    parts: { [VALIDATION_PART]: commitValidation(material) },
    objects: [token, ...material].map((octets) => toHex(sha256(octets))),
  });
}

/** A log in memory. */
export class TestLog {
  readonly origin: string;
  readonly key: NotePair;
  readonly #leaves: Uint8Array[] = [];
  readonly #nodes = new Map<string, Uint8Array>();
  readonly #frontier = Frontier.empty();

  constructor(origin = 'localhost:4004/evidence', key = noteKeyPair()) {
    this.origin = origin;
    this.key = key;
  }

  get identity() {
    return { origin: this.origin, publicKey: this.key.publicKey };
  }

  get size(): number {
    return this.#leaves.length;
  }

  /** Gives the entry's place. */
  append(entry: Uint8Array): number {
    const hash = leafHash(entry);
    for (const node of this.#frontier.append(hash)) this.#nodes.set(`${node.level}/${node.index}`, node.hash);
    return this.#leaves.push(hash) - 1;
  }

  /** Entries of other records. */
  fill(count: number, from = this.size): void {
    for (let i = 0; i < count; i++) {
      this.append(
        encodeEntry({ id: `filler-${from + i}`, kind: 'status-check', at: from + i, parts: {}, objects: [] }),
      );
    }
  }

  checkpoint(size = this.size): Uint8Array {
    const root = rootOf(this.#leaves.slice(0, size));
    return createCheckpoint({
      origin: this.origin,
      size,
      root,
      ...this.key,
      sign: (text) => this.key.sign(text),
    });
  }

  /** A head of now, time-stamped. */
  stamp(authority: Authority, genTime: number): StampedHead {
    const checkpoint = this.checkpoint();
    return {
      size: this.size,
      checkpoint,
      token: stampAt(authority, checkpoint, genTime),
      validation: validationAt(authority, genTime),
    };
  }

  /** Appends the entry that names a head's token and what it was judged by. */
  remember({ token, validation }: StampedHead, at: number): { entry: Uint8Array; leafIndex: number } {
    const entry = timestampEntry({ id: `timestamp-${at}`, at, token, validation });
    return { entry, leafIndex: this.append(entry) };
  }

  /** A step of a proof. */
  link(leafIndex: number, head: StampedHead, entry?: Uint8Array): ProofLink {
    const { checkpoint, token, validation } = head;
    return {
      ...(entry && { entry }),
      leafIndex,
      path: this.path(leafIndex, head.size),
      checkpoint,
      token,
      validation,
    };
  }

  path(leafIndex: number, size = this.size): Uint8Array[] {
    return inclusionPath(leafIndex, size, (node) => this.#read(node));
  }

  consistency(first: number, second = this.size): Uint8Array[] {
    return consistencyPath(first, second, (node) => this.#read(node));
  }

  #read({ level, index }: NodeId): Uint8Array {
    const hash = this.#nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error('not a complete subtree');
    return hash;
  }
}
