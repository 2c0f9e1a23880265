import type { DerReader } from '@kazasu/bytes';
import { readOid } from './known-oid.ts';

/** `AlgorithmIdentifier`; `parameters` is the DER behind the identifier, empty if absent. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: Uint8Array;
  readonly encoded: Uint8Array;
}

export function readAlgorithm(reader: DerReader): AlgorithmIdentifier {
  const start = reader.offset;
  const sequence = reader.enter();
  const oid = readOid(sequence);
  const parametersStart = sequence.offset;
  if (!sequence.atEnd) sequence.next();
  sequence.finish();
  return {
    oid,
    parameters: reader.bytes.subarray(parametersStart, sequence.offset),
    encoded: reader.bytes.subarray(start, reader.offset),
  };
}
