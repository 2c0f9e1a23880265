import { derNull, derSequence, derUnsignedInteger } from '@kazasu/bytes';
import type { OcspStatus } from '@kazasu/pki/issue';
import { type CrlMakeOrder, type Ext, ext, makeCrl, newKey } from '@kazasu/pki/testing/maker';
import type { EvidenceObject } from '../bundle/index.ts';
import { AT, DAY, HOUR, SIGNER_SERIAL } from './authorities.ts';
import { goodContents, type Scene } from './bundle.ts';
import { responderOf } from './responder.ts';
import { good, type SpoiltCase } from './spoilt.ts';

const NUMBER = '2.5.29.20';
const DELTA = '2.5.29.27';
const POINT = '2.5.29.28';

const SOME_REASONS = derSequence(Uint8Array.of(0x83, 2, 1, 2));

const REVOKED = [{ serial: SIGNER_SERIAL, at: AT - DAY }];
const UNDECIDED = { verdict: 'indeterminate', rule: 'evidence.path', reason: 'undecided' } as const;
const NOT_VALID = { verdict: 'invalid', rule: 'evidence.path', reason: 'not-valid' } as const;

const numbered = (number: number) => ({ set: { [NUMBER]: ext(NUMBER, derUnsignedInteger(number)) } });

/** Objects of the signer's authority: its certificate, and these lists. */
function listed({ signers: { root } }: Scene, ...orders: readonly CrlMakeOrder[]): EvidenceObject[] {
  const lists = orders.map((order) => makeCrl(root, { from: AT - HOUR, to: AT + DAY, ...order }));
  return [
    { type: 'certificate', octets: root.der },
    ...lists.map((octets) => ({ type: 'crl' as const, octets })),
  ];
}

/** A record that rests on this one list. */
function alone(name: string, order: CrlMakeOrder): SpoiltCase {
  const spoil = (scene: Scene) => good(scene, { objects: listed(scene, order) });
  return { name: `the only list ${name}`, spoil, ...UNDECIDED };
}

const flagged = (tag: number) => [ext(POINT, derSequence(Uint8Array.of(tag, 1, 0xff)), true)];

/** A list that is good, and another one that revokes, which the script does not read. */
function beside(name: string, add: readonly Ext[]): SpoiltCase {
  const revoking = { from: AT - HOUR / 2, revoked: REVOKED, add, ...numbered(2) };
  const spoil = (scene: Scene) => good(scene, { objects: listed(scene, numbered(1), revoking) });
  return {
    name: `a list is good, another that ${name} revokes`,
    spoil,
    ...NOT_VALID,
    apart: 'indeterminate',
  };
}

/** A good list, and an answer beside it. */
function answered(name: string, status: OcspStatus): SpoiltCase[] {
  const found = { ...NOT_VALID, apart: 'indeterminate' as const };
  const answer = (scene: Scene) => responderOf(scene.signers)(AT, status);
  return [
    {
      ...found,
      name: `a list is good, an answer among the objects says ${name}`,
      spoil: (scene) =>
        good(scene, { objects: [...listed(scene, {}), { type: 'ocsp', octets: answer(scene) }] }),
    },
    {
      ...found,
      name: `a list is good, an answer among the parts says ${name}`,
      spoil: (scene) => {
        const contents = { ...goodContents(scene), 'ocsp-1': answer(scene) };
        return good(scene, { contents, objects: listed(scene, {}) });
      },
    },
  ];
}

/** Lists and answers that say nothing, and several of which one says revoked. */
export const LIST_CASES: readonly SpoiltCase[] = [
  alone('does not say when the next one comes', { to: undefined }),
  alone('has no number', { set: { [NUMBER]: undefined } }),
  alone('is a delta', { add: [ext(DELTA, derUnsignedInteger(1), true)] }),
  alone('is a delta that does not insist on it', { add: [ext(DELTA, derUnsignedInteger(1))] }),
  alone('has a critical extension that nobody knows', { add: [ext('1.2.3.4', derNull(), true)] }),
  alone('is about authorities', { add: flagged(0x82) }),
  alone('is about some reasons', {
    add: [ext(POINT, SOME_REASONS, true)],
  }),
  alone('is signed with another key', { signedBy: newKey() }),
  alone('was made eleven seconds after the record', { from: AT + 11_000 }),
  alone('ended with the record', { from: AT - DAY, to: AT }),
  {
    name: 'of two current lists the older revokes',
    spoil: (scene) => {
      const older = { from: AT - HOUR, revoked: REVOKED, ...numbered(1) };
      return good(scene, { objects: listed(scene, older, { from: AT - HOUR / 2, ...numbered(2) }) });
    },
    ...NOT_VALID,
  },
  {
    name: 'a list that has run out revokes, and the current one does not',
    spoil: (scene) => {
      const older = {
        from: AT - 2 * DAY,
        to: AT - DAY,
        revoked: [{ serial: SIGNER_SERIAL, at: AT - 3 * DAY }],
      };
      return good(scene, { objects: listed(scene, { ...older, ...numbered(1) }, numbered(2)) });
    },
    ...NOT_VALID,
  },
  {
    name: 'two current lists have one number and say different things',
    spoil: (scene) => good(scene, { objects: listed(scene, {}, { from: AT - HOUR / 2 }) }),
    ...UNDECIDED,
  },
  beside('is about some reasons', [ext(POINT, SOME_REASONS, true)]),
  beside('is indirect', flagged(0x84)),
  ...answered('revoked', { kind: 'revoked', at: AT - DAY, reason: 'keyCompromise' }),
];
