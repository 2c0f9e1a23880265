import type { DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { readOid } from '../known-oid.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

export interface PolicyMapping {
  readonly issuerPolicy: string;
  readonly subjectPolicy: string;
}

const MAPPINGS_MAX = 64;

/** RFC 5280 section 4.2.1.5: at least one pair. That none maps anyPolicy, the path judges (6.1.4 (a)). */
export const POLICY_MAPPINGS: ExtensionType<readonly PolicyMapping[]> = {
  oid: OID.policyMappings,
  name: 'policyMappings',
  decode: (der) =>
    decodeSequence(der, (inside) => {
      const mappings: PolicyMapping[] = [];
      while (!inside.atEnd) {
        if (mappings.length >= MAPPINGS_MAX) throw new PkiError('pki/budget', 'too many policy mappings');
        mappings.push(readMapping(inside.enter()));
      }
      if (mappings.length === 0) throw new PkiError('pki/extension', 'policyMappings without a mapping');
      return mappings;
    }),
};

function readMapping(reader: DerReader): PolicyMapping {
  const issuerPolicy = readOid(reader);
  const subjectPolicy = readOid(reader);
  reader.finish();
  return { issuerPolicy, subjectPolicy };
}
