import { toHex } from '@kazasu/bytes';
import { makeCrl } from '@kazasu/pki/testing/maker';
import type { ProofLink } from '../bundle/index.ts';
import { encodeEntry } from '../entry/index.ts';
import { sha256 } from '../merkle/index.ts';
import { AT, DAY, HOUR, stampAt, timestampAuthority, validationAt, YEAR } from './authorities.ts';
import { type MadeBundle, makeBundle, type Scene } from './bundle.ts';
import { timestampEntry } from './log.ts';
import { changed, good, judgedBy, type SpoiltCase, withLink } from './spoilt.ts';

/** Step 0's head stamped anew. */
function restamped(scene: Scene, genTime: number, authority = scene.times) {
  const made = good(scene);
  const checkpoint = made.bundle.proof[0]?.checkpoint ?? new Uint8Array();
  const token = stampAt(authority, checkpoint, genTime);
  return withLink(made, 0, { token, validation: validationAt(authority, genTime) });
}

/** A renewed bundle whose second step is about this entry instead, in its own tree. */
function renewedBy(scene: Scene, entryOf: (made: MadeBundle, first: ProofLink) => Uint8Array) {
  const made = good(scene);
  const [first] = made.bundle.proof;
  if (first === undefined) throw new Error('no step');
  const entry = entryOf(made, first);
  const leafIndex = made.log.append(entry);
  const head = made.log.stamp(scene.laterTimes, AT + 3 * HOUR);
  return changed(made, { proof: [first, made.log.link(leafIndex, head, entry)] });
}

const hashOf = (octets: Uint8Array) => toHex(sha256(octets));
const ENTRY = { id: 'timestamp-1', at: AT + 2 * HOUR };

/** Two current lists say of the unit that it is good and that it is revoked; the second is left out of what is handed on. */
function withoutNewerList(scene: Scene) {
  const made = good(scene);
  const [first] = made.bundle.proof;
  if (first?.token === undefined) throw new Error('no step');
  const revoked = [{ serial: serialOf(scene.times.leaf.der), at: AT }];
  const newer = makeCrl(scene.times.root, { from: AT + HOUR, to: AT + 2 * DAY, revoked });
  const validation = [...first.validation, { type: 'crl' as const, octets: newer }];
  const entry = timestampEntry({ ...ENTRY, token: first.token, validation });
  const leafIndex = made.log.append(entry);
  const head = made.log.stamp(scene.laterTimes, AT + 3 * HOUR);
  return { made, validation, proof: [first, made.log.link(leafIndex, head, entry)] as const };
}

/** Faults of time-stamps and their renewals. */
export const TIME_CASES: readonly SpoiltCase[] = [
  {
    name: 'the token is over another head',
    spoil: (scene) => {
      const other = good(scene, { id: 'record-2' }).bundle.proof[0]?.token ?? new Uint8Array();
      return withLink(good(scene), 0, { token: other });
    },
    verdict: 'invalid',
    rule: 'evidence.timestamp',
    reason: 'not-valid',
  },
  {
    name: 'the token is of a unit that nobody believes',
    spoil: (scene) => restamped(scene, AT + HOUR, timestampAuthority(AT + YEAR, 'Own time CA')),
    verdict: 'indeterminate',
    rule: 'evidence.timestamp',
    reason: 'undecided',
  },
  {
    name: 'the token is older than the record',
    spoil: (scene) => restamped(scene, AT - HOUR),
    verdict: 'invalid',
    rule: 'evidence.time',
    reason: 'before',
  },
  {
    name: 'the token came a week later',
    spoil: (scene) => restamped(scene, AT + 7 * DAY),
    verdict: 'indeterminate',
    rule: 'evidence.time',
    reason: 'late',
  },
  {
    name: 'the token lies in the future',
    spoil: (scene) => {
      const made = good(scene);
      return judgedBy(made, { time: AT + HOUR / 2 });
    },
    verdict: 'indeterminate',
    rule: 'evidence.timestamp',
    reason: 'undecided',
  },
  {
    name: 'there is no token',
    spoil: (scene) => {
      const made = good(scene);
      const proof = made.bundle.proof.map(({ token: _, ...link }) => link);
      return changed(made, { proof });
    },
    verdict: 'indeterminate',
    rule: 'evidence.timestamp',
    reason: 'absent',
  },
  {
    name: 'the unit was revoked before it stamped',
    spoil: (scene) => {
      const made = good(scene);
      const crl = scene.times.crlAt(AT + HOUR, [{ serial: serialOf(scene.times.leaf.der), at: AT - DAY }]);
      const validation = validationAt(scene.times, AT + HOUR).map((one) =>
        one.type === 'crl' ? { ...one, octets: crl } : one,
      );
      return withLink(made, 0, { validation });
    },
    verdict: 'indeterminate',
    rule: 'evidence.timestamp',
    reason: 'undecided',
  },
  {
    name: 'the unit was revoked before it stamped, and another that is good came along',
    spoil: (scene) => {
      const made = good(scene);
      const crl = scene.times.crlAt(AT + HOUR, [{ serial: serialOf(scene.times.leaf.der), at: AT - DAY }]);
      const own = { type: 'certificate' as const, octets: scene.times.root.der };
      const other = { type: 'certificate' as const, octets: scene.laterTimes.leaf.der };
      const beside = [other, ...validationAt(scene.laterTimes, AT + HOUR)];
      return withLink(made, 0, { validation: [own, { type: 'crl', octets: crl }, ...beside] });
    },
    verdict: 'indeterminate',
    rule: 'evidence.timestamp',
    reason: 'undecided',
  },
  {
    name: 'nothing says whether the unit was revoked',
    spoil: (scene) => withLink(good(scene), 0, { validation: validationAt(scene.times, AT).slice(0, 1) }),
    verdict: 'indeterminate',
    rule: 'evidence.timestamp',
    reason: 'undecided',
  },
  {
    name: 'nobody said whose time-stamps to believe',
    spoil: (scene) => {
      const made = good(scene);
      return judgedBy(made, { trust: { ...made.trust, timestampAnchors: [] } });
    },
    verdict: 'indeterminate',
    rule: 'evidence.timestamp',
    reason: 'no-anchor',
  },
  {
    name: 'the unit’s certificate ran out and nobody renewed',
    spoil: (scene) => judgedBy(good(scene), { time: AT + 3 * YEAR }),
    verdict: 'indeterminate',
    rule: 'evidence.current',
    reason: 'aged',
  },
  {
    name: 'the renewal names another token',
    spoil: (scene) =>
      renewedBy(scene, (_, { validation }) =>
        timestampEntry({ ...ENTRY, token: Uint8Array.of(1), validation }),
      ),
    verdict: 'invalid',
    rule: 'evidence.renewal',
    reason: 'token',
  },
  {
    name: 'the renewal does not name what the token was judged by',
    spoil: (scene) =>
      renewedBy(scene, (_, { token = new Uint8Array() }) =>
        timestampEntry({ ...ENTRY, token, validation: [] }),
      ),
    verdict: 'invalid',
    rule: 'evidence.renewal',
    reason: 'material',
  },
  {
    name: 'the renewal names what the token was judged by, and does not commit to all of it',
    spoil: (scene) =>
      renewedBy(scene, (_, { token = new Uint8Array(), validation }) => {
        const objects = [token, ...validation.map(({ octets }) => octets)].map(hashOf);
        return encodeEntry({ ...ENTRY, kind: 'timestamp', parts: {}, objects });
      }),
    verdict: 'invalid',
    rule: 'evidence.renewal',
    reason: 'material',
  },
  {
    name: 'of two lists that the renewal names, the one that revokes the unit',
    spoil: (scene) => {
      const { made, validation, proof } = withoutNewerList(scene);
      const [first, second] = proof;
      return changed(made, { proof: [{ ...first, validation }, second] });
    },
    verdict: 'indeterminate',
    rule: 'evidence.timestamp',
    reason: 'undecided',
  },
  {
    name: 'of two lists that the renewal names, the one that revokes the unit was left out',
    spoil: (scene) => {
      const { made, proof } = withoutNewerList(scene);
      return changed(made, { proof: [...proof] });
    },
    verdict: 'invalid',
    rule: 'evidence.renewal',
    reason: 'material',
  },
  {
    name: 'the renewal is an entry of another kind',
    spoil: (scene) =>
      renewedBy(scene, (_, { token = new Uint8Array(), validation }) =>
        encodeEntry({
          id: 'record-9',
          kind: 'consent',
          at: AT,
          parts: {},
          objects: [token, ...validation.map(({ octets }) => octets)].map(hashOf),
        }),
      ),
    verdict: 'invalid',
    rule: 'evidence.renewal',
    reason: 'entry',
  },
  {
    name: 'the renewal stands before the head that it renews',
    spoil: (scene) => {
      const made = makeBundle(scene, { renewed: true });
      const [first, second] = made.bundle.proof;
      if (first === undefined || second === undefined) throw new Error('no steps');
      // The first proof by the later head: then the entry about the first token lies within its tree.
      const head = made.log.stamp(scene.times, AT + HOUR);
      const entry = timestampEntry({ ...ENTRY, ...head });
      const leafIndex = made.log.append(entry);
      const grown = made.log.stamp(scene.times, AT + 2 * HOUR);
      return changed(made, {
        proof: [
          {
            ...made.log.link(first.leafIndex, grown),
            token: stampAt(scene.times, grown.checkpoint, AT + HOUR),
          },
          made.log.link(leafIndex, grown, entry),
        ],
      });
    },
    verdict: 'invalid',
    rule: 'evidence.renewal',
    reason: 'place',
  },
  {
    name: 'the second token is older than the first',
    spoil: (scene) => {
      const made = makeBundle(scene, { renewed: true });
      const checkpoint = made.bundle.proof[1]?.checkpoint ?? new Uint8Array();
      const [token, validation] = [
        stampAt(scene.laterTimes, checkpoint, AT),
        validationAt(scene.laterTimes, AT),
      ];
      return withLink(made, 1, { token, validation });
    },
    verdict: 'invalid',
    rule: 'evidence.renewal',
    reason: 'order',
  },
  {
    name: 'the entry about a time-stamp is passed off as a record',
    spoil: (scene) => {
      const made = makeBundle(scene, { renewed: true });
      const second = made.bundle.proof[1];
      if (second?.entry === undefined) throw new Error('no second step');
      const { entry, ...link } = second;
      return changed(made, { entry, parts: {}, objects: [], proof: [link] });
    },
    verdict: 'invalid',
    rule: 'evidence.format',
    reason: 'kind',
  },
];

/** The serial number of a certificate of the maker: a small INTEGER behind the version. */
export function serialOf(der: Uint8Array): number {
  const at = der.findIndex((octet, i) => octet === 0xa0 && der[i + 1] === 3);
  const length = der[at + 6] ?? 0;
  return der.subarray(at + 7, at + 7 + length).reduce((sum, octet) => sum * 256 + octet, 0);
}
