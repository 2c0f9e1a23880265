/** Refusals of DPoP proofs, and of tokens that came with the wrong key or without one. */
import { type DescribedRemedy, row } from './remedy.ts';

export const DPOP_REMEDIES: readonly DescribedRemedy[] = [
  row(
    'Invalid parameter: dpop_jkt',
    ['dpop_jkt が鍵の拇印ではありません。', 'dpop_jkt is no thumbprint of a key.'],
    [
      'DPoPの公開鍵のJWK拇印（RFC 7638、SHA-256、43文字）にしてください。',
      'Use the JWK thumbprint of the DPoP key (RFC 7638, SHA-256, 43 characters).',
    ],
  ),
  row(
    'The DPoP proof is by another key than dpop_jkt names',
    [
      'dpop_jkt と、DPoP ヘッダーの証明の鍵が違います。',
      'dpop_jkt and the proof in the header DPoP name two keys.',
    ],
    ['どちらか一方にするか、同じ鍵にしてください。', 'Send one of them, or both of one key.'],
  ),
  row(
    'The DPoP proof is missing',
    [
      'DPoP ヘッダーがありません。strict のクライアントと、鍵に結び付いたトークンには必要です。',
      'There is no header DPoP. A strict client needs one, and so does a token that is bound to a key.',
    ],
    [
      '要求ごとに新しい証明（RFC 9449）を作り、DPoP ヘッダーに入れてください。',
      'Make a new proof (RFC 9449) for each request, and send it in the header DPoP.',
    ],
  ),
  row(
    'The DPoP proof must carry the nonce of DPoP-Nonce',
    [
      '証明の nonce がないか、古くなっています。最初の要求では必ず起きます。',
      'The proof has no nonce, or an old one. That is how it begins.',
    ],
    [
      '応答の DPoP-Nonce を証明の nonce に入れて、新しい証明で送り直してください。その後の応答にも新しい値が付くことがあります。',
      'Put the DPoP-Nonce of this answer into a new proof and send the request again; take over those of later answers.',
    ],
  ),
  row(
    'The DPoP proof was used before',
    ['同じ証明が2回送られました。', 'The same proof came twice.'],
    [
      '送り直すときも、jti の違う新しい証明を作ってください。',
      'Make a new one with another jti, for a retry too.',
    ],
  ),
  row(
    'htm of the DPoP proof is not the method of the request',
    ['証明の htm が、要求のメソッドと違います。', 'htm is not the method of the request.'],
    ['GET や POST のように大文字で入れてください。', 'Write it in capitals, as GET or POST.'],
  ),
  row(
    'htu of the DPoP proof is not the address of the request',
    ['証明の htu が、要求のアドレスと違います。', 'htu is not the address of the request.'],
    [
      '外から見たアドレスを、クエリとフラグメントを除いて入れてください。リバースプロキシの内側のアドレスではありません。',
      'Use the address as it is seen from outside, without query and fragment; not that behind a reverse proxy.',
    ],
  ),
  row(
    'iat of the DPoP proof lies in the future',
    ['証明の iat が10秒より先の時刻です。', 'iat lies more than ten seconds ahead.'],
    ['時計を合わせてください。iat は秒です。', 'Set your clock; iat is in seconds.'],
  ),
  row(
    'The DPoP proof is too old',
    ['証明を作ってから60秒以上たっています。', 'The proof was made a minute ago or longer.'],
    ['送る直前に作ってください。', 'Make it right before you send it.'],
  ),
  row(
    'ath of the DPoP proof is not the hash of the access token',
    ['証明の ath が、アクセストークンと合いません。', 'ath does not fit the access token.'],
    [
      '一緒に送るトークンのSHA-256全体を、base64urlで入れてください。',
      'Write the whole SHA-256 of the very token beside it, in base64url.',
    ],
  ),
  row(
    'The DPoP proof has no jti',
    ['証明に jti がありません。', 'The proof has no jti.'],
    ['証明ごとに、推測できない値を入れてください。', 'Put an unguessable value into each.'],
  ),
  row(
    'The DPoP proof must be signed with ES256, PS256 or EdDSA',
    [
      '証明の署名方式が使えないか、鍵と合いません。',
      'The proof’s algorithm is none of these, or not the key’s.',
    ],
    [
      'RS256 は使えません。discovery の dpop_signing_alg_values_supported から選んでください。',
      'RS256 is not taken; choose of dpop_signing_alg_values_supported.',
    ],
  ),
  row(
    'The key in the DPoP proof cannot be used',
    ['ヘッダーの jwk を公開鍵として読み取れません。', 'jwk in the header cannot be read as a public key.'],
    [
      'P-256、Ed25519、2048ビット以上のRSAの公開鍵にしてください。',
      'Use a public key: P-256, Ed25519, or RSA from 2048 bits.',
    ],
  ),
  row(
    'The DPoP proof holds a private key',
    ['ヘッダーの jwk に秘密鍵が入っています。', 'jwk in the header has a private key in it.'],
    [
      '公開鍵の項目だけを入れてください。送ってしまった鍵は、もう使わないでください。',
      'Send the public members alone, and never use that key again.',
    ],
  ),
  row(
    'The signature of the DPoP proof does not verify',
    [
      '証明の署名を、ヘッダーの jwk で検証できません。',
      'The signature does not verify by jwk in the header.',
    ],
    [
      '署名した鍵の公開鍵を入れてください。ES256の署名は、R と S を並べた64バイトです。',
      'Send the key that signed; a signature of ES256 is R and S, 64 bytes.',
    ],
  ),
  row(
    'The DPoP proof cannot be read',
    ['DPoP ヘッダーを証明として読み取れません。', 'The header DPoP cannot be read as a proof.'],
    [
      'typ が dpop+jwt で、jwk、jti、htm、htu、iat のあるJWTを1つだけ入れてください。',
      'Send one JWT of typ dpop+jwt with jwk, jti, htm, htu and iat.',
    ],
  ),
  row(
    'The token is bound to a key',
    [
      '鍵に結び付いたトークンが、Bearer で送られました。',
      'A token that is bound to a key came as a bearer token.',
    ],
    ['Authorization: DPoP と DPoP ヘッダーで送ってください。', 'Send Authorization: DPoP, with a proof.'],
  ),
  row(
    'The token is bound to no key',
    ['鍵に結び付いていないトークンが、DPoP で送られました。', 'A bearer token came with the scheme DPoP.'],
    [
      'token_type が Bearer のトークンは、Authorization: Bearer で送ってください。',
      'A token whose token_type is Bearer goes with Authorization: Bearer.',
    ],
  ),
  row(
    'The token is bound to another key',
    ['証明の鍵が、トークンの鍵と違います。', 'The proof is by another key than the token’s.'],
    ['トークンを取得したときと同じ鍵を使ってください。', 'Use the key with which you got the token.'],
  ),
  row(
    'The grant is bound to another key',
    [
      '認可要求の dpop_jkt と、証明の鍵が違います。',
      'The proof is by another key than dpop_jkt of the authorization request named.',
    ],
    [
      '認可要求からトークンの更新まで、同じ鍵を使ってください。',
      'Use one key from the authorization request to the last refresh.',
    ],
  ),
];
