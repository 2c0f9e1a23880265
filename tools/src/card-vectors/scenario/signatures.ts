import { createHash } from '../../crypto.ts';
import type { Lab } from '../lab.ts';
import {
  DIGEST,
  DIGEST_INFO,
  octet,
  pinOf,
  pinWord,
  type Scenario,
  type ScenarioFile,
  select,
  selectFile,
  verify,
} from './scenario.ts';

type Role = 'authentication' | 'signature';

const FILES = {
  authentication: { pin: '0018', key: '0017' },
  signature: { pin: '001b', key: '001a' },
} as const;

function openKey(lab: Lab, role: Role): void {
  select(lab, 'jpki');
  selectFile(lab, FILES[role].pin);
  verify(lab, pinOf(lab.json, role));
  selectFile(lab, FILES[role].key);
}

const MESSAGE = '4b617a617375';
const MESSAGE_HASH = createHash('sha256').update(Buffer.from(MESSAGE, 'hex')).digest('hex');

/** P1 of COMPUTE DIGITAL SIGNATURE, what goes in, and what becomes of it. */
const FORMS = [
  { p1: 0, data: DIGEST_INFO, says: 'padded with PKCS#1 v1.5 type 1 as they are' },
  { p1: 1, data: MESSAGE, says: 'hashed by the card, the bare hash padded' },
  { p1: 2, data: MESSAGE_HASH, says: 'a hash of 32 octets, to which the card adds the DigestInfo' },
  { p1: 3, data: MESSAGE, says: 'hashed by the card, which adds the DigestInfo' },
] as const;

function pkcs1(role: Role): Scenario {
  return {
    id: `pkcs1-${role}`,
    comment: `The ${role} key: P1 = 00 to 03 of COMPUTE DIGITAL SIGNATURE. ${FORMS.map(({ p1, says }) => `${octet(p1)}: ${says}`).join('; ')}.`,
    source: 'facts a.3',
    flags: ['Measured'],
    drive: (lab) => {
      openKey(lab, role);
      for (const { p1, data } of FORMS) {
        lab.send(`802a${octet(p1)}80 ${octet(data.length / 2)} ${data} 00`, '9000');
      }
    },
  };
}

function pss(role: Role): Scenario {
  return {
    id: `pss-${role}`,
    comment: `The ${role} key: P1 = 04 makes a PSS signature of a hash, 05 hashes first.`,
    source: 'facts a.3',
    flags: ['Measured', 'CardRandom', 'PssSalt'],
    drive: (lab) => {
      openKey(lab, role);
      const check = (hash: string) => ({ check: { kind: 'pss' as const, key: role, hash } });
      lab.send(`802a0480 20 ${MESSAGE_HASH} 00`, '9000', check(MESSAGE_HASH));
      lab.send(`802a0580 06 ${MESSAGE} 00`, '9000', check(MESSAGE_HASH));
    },
  };
}

function refusals(role: Role): Scenario {
  return {
    id: `refused-${role}`,
    comment: `The ${role} key refuses: without its PIN, with P1 above 05, with a hash of another length, with nothing to sign, and the PIN's file is no key.`,
    source: 'facts a.3',
    flags: ['Guess'],
    drive: (lab) => {
      const command = `80 33 ${DIGEST_INFO} 00`;
      select(lab, 'jpki');
      selectFile(lab, FILES[role].key);
      lab.send(`802a00${command}`, '6982');
      openKey(lab, role);
      lab.send(`802a06${command}`, '6a86');
      lab.send(`802a0280 1f ${DIGEST.slice(2)} 00`, '6985');
      lab.send('802a0080 00', '6700');
      lab.send(`002a00${command}`, '6d00');
      selectFile(lab, FILES[role].pin);
      lab.send(`802a00${command}`, '6981');
    },
  };
}

function byReader(role: Role): Scenario {
  const call = role === 'authentication' ? 'signWithAuthenticationKey' : 'signWithSignatureKey';
  return {
    id: `reader-${role}`,
    comment: `The reader: a DigestInfo signed with the ${role} key. It asks for the tries first.`,
    source: 'facts a.3, a.9',
    flags: ['Agreed'],
    drive: async (lab) => {
      await lab.call(call, [pinWord(lab, role), { hex: DIGEST_INFO }]);
    },
  };
}

const ROLES: readonly Role[] = ['authentication', 'signature'];

export const SIGNATURES: ScenarioFile = {
  name: 'signatures',
  title: 'Signatures with both keys',
  description: 'COMPUTE DIGITAL SIGNATURE in every form that P1 names, and its refusals.',
  scenarios: ROLES.flatMap((role) => [pkcs1(role), pss(role), refusals(role), byReader(role)]),
};
