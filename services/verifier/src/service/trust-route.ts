import { fromUtf8 } from '@kazasu/bytes';
import { encodeTrustFile, TRUST_FORMAT } from '@kazasu/evidence';
import * as v from 'valibot';
import { identityOf } from '../evidence/head/index.ts';
import { route } from '../openapi/index.ts';

const Base64 = v.pipe(v.string(), v.base64());

/** docs/evidence-bundle.md section 9. */
const TrustFile = v.strictObject({
  format: v.literal(TRUST_FORMAT),
  anchors: v.array(Base64),
  timestampAnchors: v.array(Base64),
  logs: v.array(v.strictObject({ origin: v.string(), publicKey: Base64 })),
  witnesses: v.array(v.strictObject({ name: v.string(), publicKey: Base64 })),
});

/** Whom this verifier believes, and its own log, in the form that checkers read. To try things out, not to prove them. */
export const trustRoute = route({
  method: 'get',
  path: '/evidence/trust',
  operationId: 'readTrustFile',
  tag: 'evidence',
  access: 'public',
  summary: { ja: 'この検証サービスのトラストファイル', en: 'The trust file of this verifier' },
  description: {
    ja: [
      '証拠を「kazasu evidence verify record.json --trust trust.json」などで確かめるための、認証局の証明書とログの公開鍵です。',
      'ここで得たものだけを信じてはいけません。証拠とこのファイルの両方を作れる者は、両方を偽造できます。第三者として確かめる方は、認証局の証明書は認証局から、ログの公開鍵は別の経路で入手し、比べてください。',
    ].join('\n\n'),
    en: [
      'Certificates of authorities and the log’s public key, by which evidence is checked: "kazasu evidence verify record.json --trust trust.json".',
      'Do not believe it for coming from here: whoever can forge the evidence can forge this answer with it. Who checks as a third party gets the authorities’ certificates from the authorities and the log’s key by another way, and compares.',
    ].join('\n\n'),
  },
  responses: {
    200: { description: { ja: 'トラストファイル', en: 'the trust file' }, schema: TrustFile },
  },
  handle: (_request, deps) => {
    const { origin, publicKey } = identityOf(deps);
    const octets = encodeTrustFile({
      anchors: deps.trust.anchors.map(({ encoded }) => encoded),
      timestampAnchors: deps.trust.timestampAnchors.map(({ encoded }) => encoded),
      logKeys: [{ name: origin, publicKey }],
    });
    return { status: 200, jsonText: fromUtf8(octets) };
  },
});
