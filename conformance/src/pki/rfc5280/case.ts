import type { PathOptions } from '@kazasu/pki';
import type { Made } from '@kazasu/pki/testing/maker';

/** One chain with one fault or one liberty. */
export interface Case {
  /** Unique, `area/what`. */
  readonly id: string;
  readonly citation: string;
  readonly expected: 'valid' | 'invalid';
  readonly anchors: readonly Made[];
  readonly via?: readonly Made[];
  readonly leaf: Made;
  readonly options?: Partial<PathOptions>;
  /** DER. */
  readonly crls?: readonly Uint8Array[];
}

type Chain = Pick<Case, 'anchors' | 'leaf'> & Partial<Pick<Case, 'via' | 'options' | 'crls'>>;

export function valid(id: string, citation: string, chain: Chain): Case {
  return { id, citation, expected: 'valid', ...chain };
}

export function invalid(id: string, citation: string, chain: Chain): Case {
  return { id, citation, expected: 'invalid', ...chain };
}
