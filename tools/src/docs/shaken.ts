import { OF_MESSAGES } from './shaken-messages.ts';

/** What reads from others, beside what `conformance/src/parsers` shakes, and the test that feeds it changed and arbitrary input. */
export interface Shaken {
  readonly what: string;
  readonly from: string;
  readonly file: string;
  readonly title: string;
  /** Files or folders whose parsers are reached so. */
  readonly covers: readonly string[];
}

const OF_CARDS_AND_DOCUMENTS: readonly Shaken[] = [
  {
    what: 'DER',
    from: 'certificates, lists, answers, signatures',
    file: 'lib/bytes/src/der/der.test.ts',
    title: 'values that are cut off, of another tag, or followed by more are refused',
    covers: ['lib/bytes/src/der/'],
  },
  {
    what: 'BER-TLV',
    from: 'cards',
    file: 'lib/bytes/src/tlv/tlv.test.ts',
    title: 'arbitrary bytes are objects or a BytesError, and both happen',
    covers: ['lib/bytes/src/tlv/'],
  },
  {
    what: 'certificates, CRLs, OCSP answers, CMS, time-stamps',
    from: 'clients, cards, authorities, documents',
    file: 'lib/pki/src/hostile.test.ts',
    title: 'no changed certificate is ever good',
    covers: ['lib/pki/src/certificate.ts', 'lib/pki/src/name.ts', 'lib/pki/src/extension/'],
  },
  {
    what: 'all public functions of lib/pki, with the mutated cases of vectors/pki',
    from: 'clients, cards, authorities, documents',
    file: 'conformance/src/pki/fuzz/fuzz.test.ts',
    title:
      'mutated inputs of every case throw nothing, cost little, and are valid only where nothing signed was touched',
    covers: ['lib/pki/src/', 'services/verifier/src/judge/judge-values.ts'],
  },
  {
    what: 'revocation, as OCSP answers and lists tell it',
    from: 'authorities',
    file: 'lib/pki/src/revocation/hostile.test.ts',
    title:
      'whatever an OCSP answer says, nothing is thrown, and a revocation does not become good by one change',
    covers: ['lib/pki/src/ocsp/', 'lib/pki/src/crl/'],
  },
  {
    what: 'a list of millions, in pieces',
    from: 'authorities',
    file: 'lib/pki/src/revocation-index/crl-indexer.test.ts',
    title: 'one octet changed anywhere is refused: by its form or by the signature',
    covers: ['lib/pki/src/revocation-index/'],
  },
  {
    what: 'OCSP requests',
    from: 'anybody, at the authority',
    file: 'lib/pki/src/issue/ocsp.test.ts',
    title: 'no bytes make the reader throw, however they came about',
    covers: ['lib/pki/src/issue/ocsp-request.ts'],
  },
  {
    what: 'time-stamp requests',
    from: 'anybody, at the time-stamp service',
    file: 'services/timestamp/src/hostile.test.ts',
    title:
      'arbitrary octets, and requests with one octet changed, are granted or refused, and never an error of ours',
    covers: ['lib/pki/src/issue/timestamp-request.ts', 'lib/pki/src/timestamp/'],
  },
  {
    what: 'XML, XAdES',
    from: 'documents to verify',
    file: 'lib/pki/src/xades/hostile.test.ts',
    title:
      'a document with octets changed, cut out or doubled never throws, and is good only if it says the same',
    covers: ['lib/pki/src/xades/', 'lib/pki/src/xml/'],
  },
  {
    what: 'PDF, PAdES',
    from: 'documents to verify',
    file: 'lib/pki/src/pades/hostile.test.ts',
    title: 'a changed octet never throws and never passes',
    covers: ['lib/pki/src/pades/', 'lib/pki/src/pdf/'],
  },
  {
    what: 'CMS, CAdES',
    from: 'documents to verify',
    file: 'lib/pki/src/ades/hostile.test.ts',
    title:
      'no document makes verifyCms throw or meet a fault of its own, and changed ones do not pass as the whole',
    covers: ['lib/pki/src/cms/'],
  },
  {
    what: 'evidence bundles',
    from: 'whoever shows evidence',
    file: 'lib/evidence/src/check/hostile.test.ts',
    title: 'whatever stands where octets stand, there is a report and no exception',
    covers: ['lib/evidence/src/'],
  },
  {
    what: 'entries of the evidence log',
    from: 'bundles',
    file: 'lib/evidence/src/entry/entry.test.ts',
    title: 'whatever is an entry is read as it was written, and nothing throws anything but the room’s error',
    covers: ['lib/evidence/src/entry/'],
  },
  {
    what: 'command APDUs',
    from: 'other software, by vpcd and the agent',
    file: 'lib/card/src/apdu.test.ts',
    title: 'arbitrary bytes are a command or a CardError, and both happen',
    covers: ['lib/card/src/apdu.ts'],
  },
  {
    what: 'answers of a card',
    from: 'cards, by PC/SC, the agent or a phone',
    file: 'lib/card/src/reader/lies.test.ts',
    title: 'whatever a card answers, the reader ends with a value or a CardError after bounded work',
    covers: ['lib/card/src/reader/'],
  },
  {
    what: 'files of the card',
    from: 'cards, and items that a phone sends',
    file: 'lib/card/src/application/application.test.ts',
    title: 'arbitrary and mutated bytes raise nothing but CardError card/file, in every parser',
    covers: ['lib/card/src/application/'],
  },
  {
    what: 'files of a residence card',
    from: 'cards',
    file: 'lib/card/src/residence/files.test.ts',
    title: 'arbitrary and damaged files end in values or CardError',
    covers: ['lib/card/src/residence/'],
  },
  {
    what: 'what an issuer signed',
    from: 'cards, and items that a phone sends',
    file: 'lib/card/src/integrity/integrity.test.ts',
    title: 'whatever the files hold, the answer is a verdict with the same checks',
    covers: ['lib/card/src/integrity/'],
  },
  {
    what: 'portraits: JPEG 2000',
    from: 'cards',
    file: 'lib/card/src/portrait/portrait.test.ts',
    title: 'whatever the octets, the answer is a picture of bounded size or the one refusal',
    covers: ['lib/card/src/portrait/', 'apps/cli/src/card/image/'],
  },
  {
    what: 'portraits: PNG',
    from: 'the counter',
    file: 'services/authority/src/drawing/portrait.test.ts',
    title: 'whatever the octets, the answer is a portrait or the one refusal',
    covers: ['services/authority/src/drawing/portrait.ts'],
  },
];

export const SHAKEN: readonly Shaken[] = [...OF_CARDS_AND_DOCUMENTS, ...OF_MESSAGES];
