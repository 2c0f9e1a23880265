import { newAttribute } from '../../../cms/testing/signer-tree.ts';
import { type SigningOffice, seal, signatureValue, TRAILER } from '../contract.ts';
import { type BadCase, field, text } from './bad-case.ts';

/** What the signature dictionary and its CMS say of themselves. */
export const KINDS: readonly BadCase[] = [
  ...[
    ['SubFilter of the oldest kind', { subFilter: 'adbe.x509.rsa_sha1' }, 'pades.dictionary sub-filter'],
    ['SubFilter over a digest', { subFilter: 'adbe.pkcs7.sha1' }, 'pades.dictionary sub-filter'],
    ['SubFilter unknown', { subFilter: 'None' }, 'pades.dictionary sub-filter'],
    ['Type of something else', { type: '/Type /Font' }, 'pades.dictionary type'],
    ['Type of a time-stamp', { type: '/Type /DocTimeStamp' }, 'pades.document-time-stamp form'],
    ['Cert beside the CMS', { more: '/Cert <00>' }, 'pades.dictionary certificate'],
    [
      'an unknown transformation',
      { more: '/Reference [<< /TransformMethod /Identity >>]' },
      'pades.certification malformed',
    ],
    [
      'a level that does not exist',
      { more: '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 4 >> >>]' },
      'pades.certification malformed',
    ],
    [
      'a lock of no kind',
      { more: '/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Some >> >>]' },
      'pades.certification malformed',
    ],
  ].map(([title, order, fault]) => ({
    title: title as string,
    make: (office: SigningOffice) => office.signed(undefined, order as object).bytes,
    fault: fault as string,
  })),
  {
    title: 'Filter missing',
    make: (office) => text(office.signed(), '/Filter /Adobe.PPKLite', '/Filler /Adobe.PPKLite'),
    fault: 'pades.dictionary filter',
  },
  {
    title: 'the signing time in the CMS',
    make: (office) => signedBy(office, (covered) => office.cmsWith(covered, () => undefined, true)),
    fault: 'pades.cms signing-time',
  },
  {
    title: 'no signing-certificate attribute',
    make: (office) =>
      signedBy(office, (covered) =>
        office.cmsWith(covered, (signed) => {
          signed.children = signed.children?.filter((one) => !isSigningCertificate(one)) ?? [];
        }),
      ),
    fault: 'pades.cms signing-certificate',
  },
  {
    title: 'two signers in the CMS',
    make: (office) => signedBy(office, (covered) => office.town.sign(covered, ['rsa', 'other'])),
    fault: 'pades.cms signers',
  },
  {
    title: 'content in the CMS',
    make: (office) =>
      signedBy(office, () => office.town.sign(new Uint8Array(9), ['rsa'], ['-cades', '-nodetach'])),
    fault: 'pades.cms content',
  },
  {
    title: 'no signed attributes',
    make: (office) => signedBy(office, (covered) => office.town.sign(covered, ['rsa'], ['-noattr'])),
    fault: 'pades.cms attributes',
  },
  {
    title: 'something else than a CMS',
    make: (office) => signedBy(office, () => Uint8Array.of(0x30, 3, 2, 1, 1)),
    fault: 'pades.cms malformed',
  },
  {
    title: 'an attribute twice',
    make: (office) =>
      signedBy(office, (covered) =>
        office.cmsWith(covered, (signed) => {
          signed.children?.push(newAttribute('1.2.840.113549.1.9.3', Uint8Array.of(6, 1, 42)));
        }),
      ),
    fault: 'cms.attributes twice',
  },
  {
    title: 'one octet of the page changed',
    make: (office) => text(office.signed(), '100 yen', '900 yen'),
    fault: 'cms.message-digest mismatch',
  },
  {
    title: 'one octet behind the gap changed',
    make: (office) => text(office.signed(), '20260401', '20250401'),
    fault: 'cms.message-digest mismatch',
  },
  {
    title: 'the signature of another document',
    make: (office) => signedBy(office, () => office.cms(Uint8Array.of(1))),
    fault: 'cms.message-digest mismatch',
  },
];

function signedBy(office: SigningOffice, make: (covered: Uint8Array) => Uint8Array): Uint8Array {
  const file = office.draft().revision({ 7: field(7, 10), 10: signatureValue() }, TRAILER);
  return seal(file, make).bytes;
}

function isSigningCertificate(attribute: { children?: { content?: Uint8Array }[] }): boolean {
  const oid = Buffer.from(attribute.children?.[0]?.content ?? []).toString('hex');
  return oid === '2a864886f70d010910022f' || oid === '2a864886f70d010910020c';
}
