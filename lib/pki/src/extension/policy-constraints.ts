import { contextTag, DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

/** Counts of certificates that may still follow before the demand applies. */
export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | undefined;
  readonly inhibitPolicyMapping: number | undefined;
}

/** RFC 5280 section 4.2.1.11. An empty one is forbidden there, and what it would mean is not said: refused. */
export const POLICY_CONSTRAINTS: ExtensionType<PolicyConstraints> = {
  oid: OID.policyConstraints,
  name: 'policyConstraints',
  decode: (der) =>
    decodeSequence(der, (inside) => {
      if (inside.atEnd) throw new PkiError('pki/extension', 'policyConstraints is empty');
      return {
        requireExplicitPolicy: readSkip(inside, contextTag(0, false)),
        inhibitPolicyMapping: readSkip(inside, contextTag(1, false)),
      };
    }),
};

/** RFC 5280 section 4.2.1.14: the number of certificates in which anyPolicy still counts. */
export const INHIBIT_ANY_POLICY: ExtensionType<number> = {
  oid: OID.inhibitAnyPolicy,
  name: 'inhibitAnyPolicy',
  decode: (der) => {
    const reader = new DerReader(der);
    const skip = reader.smallInteger();
    reader.finish();
    return skip;
  },
};

function readSkip(reader: DerReader, tag: number): number | undefined {
  return reader.peek() === tag ? reader.smallInteger(tag) : undefined;
}
