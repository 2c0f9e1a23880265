import { PATHS, type TrustResponse } from '@kazasu/authority/api';
import { createCardKey, somebody, testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { fromBase64 } from '@kazasu/bytes';
import { crlScopeOf, decisiveCheck, judgeAuthentication, parseCertificate, parseCrl } from '@kazasu/pki';
import { type Cost, inTurns } from '../card/measure.ts';
import { createPrivateKey, createPublicKey, sign, verify, webcrypto } from '../crypto.ts';
import type { Figure } from '../figure/index.ts';
import { median } from '../figure/index.ts';
import type { Measurement, PkiBenchOptions } from './figure.ts';
import { PublicKey, X509Certificate, X509Crl } from './peculiar.ts';

/** What a server does for one login with a card, beside the two signatures in it alone, and beside the same with a library. By processor time. */
export const CARD_LOGIN: Measurement = {
  name: 'login',
  run: async ({ rounds, seconds, onProgress }: PkiBenchOptions): Promise<readonly Figure[]> => {
    onProgress('making a card');
    const world = await createWorld();
    const tasks = [() => world.judge(), () => world.verifyTwice(), () => world.withLibrary()];
    const measured: { readonly judged: Cost; readonly bare: Cost; readonly library: Cost }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const [judged, bare, library] = await inTurns(seconds, tasks);
      if (judged === undefined || bare === undefined || library === undefined) continue;
      onProgress(`round ${round}: ${judged.cpu.toFixed(3)} ms`);
      if (round > 0) measured.push({ judged, bare, library });
    }
    const of = (pick: (round: (typeof measured)[number]) => number) => median(measured.map(pick));
    const name = 'card login judged (certificate, path, challenge, profile, CRL)';
    const value = of(({ judged }) => judged.cpu);
    return [
      {
        name,
        value,
        unit: 'ms',
        beside: { name: 'two bare RSA-2048 verifications', value: of(({ bare }) => bare.cpu) },
        ratio: of(({ judged, bare }) => judged.cpu / bare.cpu),
        limit: { bound: 'most', of: 3 },
      },
      {
        name: '  the same',
        value,
        unit: 'ms',
        beside: { name: '@peculiar/x509', value: of(({ library }) => library.cpu) },
        ratio: of(({ judged, library }) => library.cpu / judged.cpu),
        limit: { bound: 'least', of: 10 },
      },
    ];
  },
};

const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };

async function createWorld() {
  const authority = await testAuthority({ makeKey: createCardKey });
  const trust = (await (await authority.ask(VERIFIER, PATHS.trust)).json()) as TrustResponse;
  const anchors = trust.anchors
    .filter(({ role }) => role === 'authentication')
    .map((one) => parseCertificate(fromBase64(one.certificate)));
  const resident = somebody();
  const image = await authority.personalise({ resident, options: { pins: PINS } });
  const other = somebody();
  await authority.personalise({ resident: other, options: { pins: PINS } });
  const certificate = fromBase64(image.jpki.authenticationCertificate);
  const issuer = fromBase64(image.jpki.authenticationCaCertificate);
  const { issuerKeyId } = parseCertificate(certificate);
  const scope = crlScopeOf(parseCertificate(certificate));
  const response = await authority.ask(VERIFIER, `/crl/${issuerKeyId}/${scope}`);
  if (response.status !== 200) throw new Error(`no CRL: ${response.status}`);
  const crlDer = new Uint8Array(await response.arrayBuffer());
  const crl = parseCrl(crlDer);
  const key = createPrivateKey({
    key: Buffer.from(fromBase64(image.keys.authentication)),
    format: 'der',
    type: 'pkcs8',
  });
  const message = new TextEncoder().encode('a challenge bound to a transaction');
  const signature = sign('sha256', message, key);
  const [leafKey, issuerKey] = [certificate, issuer].map((der) => publicKeyOfDer(der));
  if (leafKey === undefined || issuerKey === undefined) throw new Error('no keys');
  const leaf = parseCertificate(certificate);
  const time = authority.clock.now();
  const libraryCrl = new X509Crl(crlDer);
  return {
    /** Everything that is new with a login is parsed anew; anchors and the list are those of the day. */
    judge: () => {
      const { report } = judgeAuthentication({
        certificate,
        message,
        signature,
        anchors,
        time,
        revocation: { kind: 'crl', crl },
      });
      if (report.verdict !== 'valid') throw new Error(JSON.stringify(decisiveCheck(report)));
    },
    verifyTwice: () => {
      const both =
        verify('sha256', message, leafKey, signature) &&
        verify('sha256', leaf.tbs, issuerKey, leaf.signature);
      if (!both) throw new Error('a bare verification failed');
    },
    /** The same facts as far as the library goes: no profile, no times, no policies, no scope of the list. */
    withLibrary: async () => {
      const parsed = new X509Certificate(certificate);
      const anchor = new X509Certificate(issuer);
      const signed = await parsed.verify(
        { publicKey: anchor.publicKey, signatureOnly: true },
        webcrypto as Crypto,
      );
      const publicKey = await new PublicKey(parsed.publicKey.rawData).export(webcrypto as Crypto);
      const algorithm = 'RSASSA-PKCS1-v1_5';
      const proved = await webcrypto.subtle.verify(algorithm, publicKey, signature, message);
      if (!signed || !proved || libraryCrl.findRevoked(parsed) !== null)
        throw new Error('the library refused');
    },
  };
}

function publicKeyOfDer(certificate: Uint8Array) {
  const { spki } = parseCertificate(certificate);
  return createPublicKey({ key: Buffer.from(spki.encoded), format: 'der', type: 'spki' });
}
