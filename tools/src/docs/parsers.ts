import { PARSERS } from '@kazasu/conformance/parsers';

/** What reads octets of others, beside what `conformance/src/parsers` shakes, and the test that feeds it changed and arbitrary ones. */
export const SHAKEN: readonly {
  readonly what: string;
  readonly from: string;
  readonly file: string;
  readonly title: string;
}[] = [
  {
    what: 'DER',
    from: 'certificates, lists, answers, signatures',
    file: 'lib/bytes/src/der/der.test.ts',
    title: 'values that are cut off, of another tag, or followed by more are refused',
  },
  {
    what: 'BER-TLV',
    from: 'cards',
    file: 'lib/bytes/src/tlv/tlv.test.ts',
    title: 'arbitrary bytes are objects or a BytesError, and both happen',
  },
  {
    what: 'certificates, CRLs, OCSP answers, CMS, time-stamps',
    from: 'clients, cards, authorities, documents',
    file: 'lib/pki/src/hostile.test.ts',
    title: 'no changed certificate is ever good',
  },
  {
    what: 'all public functions of lib/pki, with the mutated cases of vectors/pki',
    from: 'clients, cards, authorities, documents',
    file: 'conformance/src/pki/fuzz/fuzz.test.ts',
    title:
      'mutated inputs of every case throw nothing, cost little, and are valid only where nothing signed was touched',
  },
  {
    what: 'revocation, as OCSP answers and lists tell it',
    from: 'authorities',
    file: 'lib/pki/src/revocation/hostile.test.ts',
    title:
      'whatever an OCSP answer says, nothing is thrown, and a revocation does not become good by one change',
  },
  {
    what: 'a list of millions, in pieces',
    from: 'authorities',
    file: 'lib/pki/src/revocation-index/crl-indexer.test.ts',
    title: 'one octet changed anywhere is refused: by its form or by the signature',
  },
  {
    what: 'OCSP requests',
    from: 'anybody, at the authority',
    file: 'lib/pki/src/issue/ocsp.test.ts',
    title: 'no bytes make the reader throw, however they came about',
  },
  {
    what: 'time-stamp requests',
    from: 'anybody, at the time-stamp service',
    file: 'services/timestamp/src/hostile.test.ts',
    title:
      'arbitrary octets, and requests with one octet changed, are granted or refused, and never an error of ours',
  },
  {
    what: 'XML, XAdES',
    from: 'documents to verify',
    file: 'lib/pki/src/xades/hostile.test.ts',
    title:
      'a document with octets changed, cut out or doubled never throws, and is good only if it says the same',
  },
  {
    what: 'PDF, PAdES',
    from: 'documents to verify',
    file: 'lib/pki/src/pades/hostile.test.ts',
    title: 'a changed octet never throws and never passes',
  },
  {
    what: 'CMS, CAdES',
    from: 'documents to verify',
    file: 'lib/pki/src/ades/hostile.test.ts',
    title:
      'no document makes verifyCms throw or meet a fault of its own, and changed ones do not pass as the whole',
  },
  {
    what: 'evidence bundles',
    from: 'whoever shows evidence',
    file: 'lib/evidence/src/check/hostile.test.ts',
    title: 'whatever stands where octets stand, there is a report and no exception',
  },
  {
    what: 'entries of the evidence log',
    from: 'bundles',
    file: 'lib/evidence/src/entry/entry.test.ts',
    title: 'whatever is an entry is read as it was written, and nothing throws anything but the room’s error',
  },
  {
    what: 'command APDUs',
    from: 'other software, by vpcd and the agent',
    file: 'lib/card/src/apdu.test.ts',
    title: 'arbitrary bytes are a command or a CardError, and both happen',
  },
  {
    what: 'answers of a card',
    from: 'cards, by PC/SC, the agent or a phone',
    file: 'lib/card/src/reader/lies.test.ts',
    title: 'whatever a card answers, the reader ends with a value or a CardError after bounded work',
  },
  {
    what: 'files of the card',
    from: 'cards, and items that a phone sends',
    file: 'lib/card/src/application/application.test.ts',
    title: 'arbitrary and mutated bytes raise nothing but CardError card/file, in every parser',
  },
  {
    what: 'files of a residence card',
    from: 'cards',
    file: 'lib/card/src/residence/files.test.ts',
    title: 'arbitrary and damaged files end in values or CardError',
  },
  {
    what: 'what an issuer signed',
    from: 'cards, and items that a phone sends',
    file: 'lib/card/src/integrity/integrity.test.ts',
    title: 'whatever the files hold, the answer is a verdict with the same checks',
  },
  {
    what: 'portraits: JPEG 2000',
    from: 'cards',
    file: 'lib/card/src/portrait/portrait.test.ts',
    title: 'whatever the octets, the answer is a picture of bounded size or the one refusal',
  },
  {
    what: 'portraits: PNG',
    from: 'the counter',
    file: 'services/authority/src/drawing/portrait.test.ts',
    title: 'whatever the octets, the answer is a portrait or the one refusal',
  },
  {
    what: 'frames of vpcd',
    from: 'pcscd',
    file: 'kit/reader/src/vpcd/vpcd.test.ts',
    title: 'any bodies, cut in any way, come out as they went in',
  },
  {
    what: 'codes that are typed to pair with the agent',
    from: 'pages',
    file: 'kit/reader/src/agent/contract.test.ts',
    title: 'whatever is typed is a code of the alphabet or none',
  },
  {
    what: 'forms and queries, against the URL standard',
    from: 'anybody',
    file: 'kit/server/src/http/form.test.ts',
    title: 'whatever arrives is read as the URL standard reads it, or refused',
  },
  {
    what: 'signed answers (JARM)',
    from: 'the provider, at a relying party',
    file: 'lib/oidc/src/jarm/jarm.test.ts',
    title: 'arbitrary claims and text throw nothing but an OidcError',
  },
  {
    what: 'request objects with arbitrary claims',
    from: 'clients',
    file: 'lib/oidc/src/request-object/request-object.test.ts',
    title: 'arbitrary claims throw nothing but an OidcError, and what is read is text',
  },
  {
    what: 'public keys as JWK',
    from: 'registrations and `jwks_uri`',
    file: 'lib/oidc/src/jwk/jwk.test.ts',
    title: 'arbitrary members throw nothing but an OidcError',
  },
  {
    what: 'keys of platform operators',
    from: 'registrations',
    file: 'services/provider/src/sign/operator/result-key.test.ts',
    title: 'arbitrary members are a key or none, and never an error',
  },
  {
    what: 'which kind of file it is',
    from: 'the command line',
    file: 'apps/cli/src/verify/file/file.test.ts',
    title: 'whatever octets come, knowing them takes no time and throws nothing',
  },
];

const HEAD = `# What reads from outside, and what shakes it

Each parser of what others send, with the test that feeds it changed and arbitrary input: nothing but the parser's own refusal may be thrown, no input may take long or much memory, and what must be exact is refused with anything before or behind it.
The short runs are part of \`npm test\`; \`npm run fuzz -- parsers|pki|card\` goes on for as long as wanted, from any seed.

This page is made by \`npm run docs\`; a test holds that each test is there.

## Text and JSON

Shaken alike by [conformance/src/parsers](../conformance/src/parsers/index.ts): valid inputs, cut, doubled, moved, nested by thousands, filled with what means something to a parser.

| parser | what it reads | exact |
| --- | --- | --- |`;

const OTHERS = `
## Octets, and what has a test of its own

| what is read | from | test |
| --- | --- | --- |`;

export function parsersDocument(): string {
  const texts = PARSERS.map(({ name, from, exact }) => `| \`${name}\` | ${from} | ${exact ? 'yes' : ''} |`);
  const others = SHAKEN.map(
    ({ what, from, file, title }) => `| ${what} | ${from} | [${title}](../${file}) |`,
  );
  return `${[HEAD, ...texts, OTHERS, ...others].join('\n')}\n`;
}
