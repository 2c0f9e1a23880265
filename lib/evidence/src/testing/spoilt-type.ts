import type { EvidenceObject, ObjectType } from '../bundle/index.ts';
import { AT, DAY, HOUR, SIGNER_SERIAL, validationAt } from './authorities.ts';
import { goodContents, type Scene } from './bundle.ts';
import { changed, good, type SpoiltCase, withLink } from './spoilt.ts';
import { serialOf } from './spoilt-time.ts';

const TYPES: readonly ObjectType[] = ['certificate', 'crl', 'ocsp', 'timestamp'];

/** Two lists that are current, of which the newer one revokes. */
const twoLists = ({ signers }: Scene): EvidenceObject[] => [
  { type: 'certificate', octets: signers.root.der },
  { type: 'crl', octets: signers.crlAt(AT - HOUR) },
  { type: 'crl', octets: signers.crlAt(AT, [{ serial: SIGNER_SERIAL, at: AT - HOUR / 2 }]) },
];

/** The newer list, called something else. */
function hidden(type: ObjectType): SpoiltCase {
  return {
    name: `a list that revokes is called ${type}`,
    spoil: (scene) => {
      const made = good(scene, { objects: twoLists(scene), verdict: 'invalid' });
      const objects = made.bundle.objects.map((one, at) => (at === 2 ? { ...one, type } : one));
      return changed(made, { objects });
    },
    verdict: 'invalid',
    rule: 'evidence.objects',
    reason: 'type',
  };
}

/** Objects that are not what they are called: the entry names their octets, not their types. */
export const TYPE_CASES: readonly SpoiltCase[] = [
  ...TYPES.filter((type) => type !== 'crl').map(hidden),
  {
    name: 'the list that revokes the time-stamp unit is called a certificate',
    spoil: (scene) => {
      const revoked = [{ serial: serialOf(scene.times.leaf.der), at: AT - DAY }];
      const octets = scene.times.crlAt(AT + HOUR, revoked);
      const validation = [...validationAt(scene.times, AT + HOUR), { type: 'certificate' as const, octets }];
      return withLink(good(scene), 0, { validation });
    },
    verdict: 'invalid',
    rule: 'evidence.timestamp',
    reason: 'type',
  },
  {
    name: 'an object is followed by an octet more',
    spoil: (scene) => {
      const [root, list] = twoLists(scene);
      if (root === undefined || list === undefined) throw new Error('no objects');
      return good(scene, { objects: [root, { ...list, octets: Uint8Array.of(...list.octets, 0) }] });
    },
    verdict: 'invalid',
    rule: 'evidence.objects',
    reason: 'type',
  },
  {
    name: 'a part that is called an OCSP answer is none',
    spoil: (scene) => {
      const contents = { ...goodContents(scene), 'ocsp-1': scene.signers.crlAt(AT) };
      return good(scene, { contents });
    },
    verdict: 'invalid',
    rule: 'evidence.objects',
    reason: 'type',
  },
];
