import type { DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { readOid } from '../known-oid.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

export interface PolicyInformation {
  readonly policy: string;
  /** Identifiers of the qualifiers, in their order. */
  readonly qualifiers: readonly string[];
  /** DER of each qualifier, not copied: shown to a person at most, they bind nobody in a path judgement. */
  readonly qualifierValues: readonly Uint8Array[];
}

const POLICIES_MAX = 64;
const QUALIFIERS_MAX = 64;

/** RFC 5280 section 4.2.1.4: at least one policy, none twice. */
export const CERTIFICATE_POLICIES: ExtensionType<readonly PolicyInformation[]> = {
  oid: OID.certificatePolicies,
  name: 'certificatePolicies',
  decode: (der) =>
    decodeSequence(der, (inside) => {
      const policies: PolicyInformation[] = [];
      while (!inside.atEnd) {
        const information = readPolicy(inside.enter());
        if (policies.some((other) => other.policy === information.policy)) {
          throw new PkiError('pki/extension', 'certificate policy stands twice');
        }
        policies.push(information);
        if (policies.length > POLICIES_MAX) throw new PkiError('pki/budget', 'too many certificate policies');
      }
      if (policies.length === 0) throw new PkiError('pki/extension', 'certificatePolicies without a policy');
      return policies;
    }),
};

function readPolicy(reader: DerReader): PolicyInformation {
  const policy = readOid(reader);
  const qualifiers: string[] = [];
  const qualifierValues: Uint8Array[] = [];
  const list = reader.atEnd ? undefined : reader.enter();
  while (list !== undefined && !list.atEnd) {
    const qualifier = list.enter();
    qualifiers.push(readOid(qualifier));
    qualifierValues.push(qualifier.encoded(qualifier.next()));
    qualifier.finish();
    if (qualifiers.length > QUALIFIERS_MAX) throw new PkiError('pki/budget', 'too many policy qualifiers');
  }
  if (list !== undefined && qualifiers.length === 0) {
    throw new PkiError('pki/extension', 'list of policy qualifiers is empty');
  }
  reader.finish();
  return { policy, qualifiers, qualifierValues };
}
