import {
  CERTIFICATE,
  CRL,
  FUNCTION,
  isObject,
  listOf,
  OCTETS,
  type OptionKinds,
  oneOf,
  optional,
  PROFILE,
  requireOptions,
  TIME,
} from '../option.ts';
import { INDEX } from '../revocation-index/index.ts';
import type { AuthenticationInput, RevocationEvidence } from './authentication.ts';

const EVIDENCE: {
  readonly [kind in RevocationEvidence['kind']]: OptionKinds<Extract<RevocationEvidence, { kind: kind }>>;
} = {
  crl: { kind: oneOf('crl'), crl: optional(CRL), knownCrlNumbers: optional(FUNCTION) },
  index: { kind: oneOf('index'), index: optional(INDEX), knownCrlNumbers: optional(FUNCTION) },
  ocsp: { kind: oneOf('ocsp'), response: optional(OCTETS), nonce: OCTETS },
  none: { kind: oneOf('none') },
};

const INPUT: OptionKinds<AuthenticationInput> = {
  certificate: CERTIFICATE,
  message: OCTETS,
  signed: optional(oneOf('digest', 'octets')),
  signature: OCTETS,
  anchors: listOf(CERTIFICATE),
  time: TIME,
  revocation: {
    must: `an object whose kind is ${oneOf(...Object.keys(EVIDENCE)).must}`,
    fits: (value) => isObject(value) && 'kind' in value && Object.hasOwn(EVIDENCE, String(value.kind)),
  },
  profile: optional(PROFILE),
  anchorProfile: optional(PROFILE),
};

/** Refuses an input of a wrong kind by a TypeError that names it. */
export function requireInput(input: AuthenticationInput): void {
  requireOptions(input, INPUT);
  const kinds: OptionKinds<Partial<RevocationEvidence>> = EVIDENCE[input.revocation.kind];
  requireOptions(input.revocation, kinds, 'revocation.');
}
