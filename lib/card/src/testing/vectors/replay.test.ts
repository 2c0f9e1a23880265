import assert from 'node:assert/strict';
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicDecrypt,
  verify,
} from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import {
  type CardJson,
  type ExchangeJson,
  readVector,
  replayOnCard,
  replayWithReader,
  type TranscriptJson,
  type TranscriptsJson,
  VECTORS,
} from './index.ts';

const card = readVector<CardJson>('card.json');
const names = readdirSync(VECTORS).filter(
  (name) => !name.startsWith('card.') && !name.endsWith('.schema.json'),
);
const files = names.map((name) => ({ name, file: readVector<TranscriptsJson>(name) }));
const transcripts = files.flatMap(({ name, file }) =>
  file.transcripts.map((transcript) => ({ name, transcript })),
);

for (const { name, file } of files) {
  test(`the virtual card answers ${name} byte for byte`, () => {
    for (const transcript of file.transcripts) replayOnCard(card, transcript);
  });
}

for (const { name, file } of files.filter(({ file }) => file.transcripts.some(({ calls }) => calls))) {
  test(`the reader sends what ${name} says and comes to the same outcomes`, async () => {
    for (const transcript of file.transcripts) {
      if (transcript.calls !== undefined) await replayWithReader(transcript);
    }
  });
}

test('a wrong answer, command, count of tries or outcome in a vector is found', async () => {
  const found = transcripts.find(({ transcript }) => transcript.id === 'reader-wrong')?.transcript;
  assert.ok(found !== undefined);
  const spoil = (
    change: (copy: { -readonly [Name in keyof TranscriptJson]: TranscriptJson[Name] }) => void,
  ) => {
    const copy = structuredClone(found);
    change(copy);
    return copy;
  };
  const lastStatus = (exchanges: readonly ExchangeJson[]) =>
    exchanges.map((exchange, at) =>
      at === exchanges.length - 1 && 'command' in exchange ? { ...exchange, response: '63c1' } : exchange,
    );
  const fails = { name: 'AssertionError' };
  assert.throws(
    () =>
      replayOnCard(
        card,
        spoil((copy) => (copy.exchanges = lastStatus(copy.exchanges))),
      ),
    fails,
  );
  assert.throws(
    () =>
      replayOnCard(
        card,
        spoil((copy) => (copy.triesAfter = { authentication: 1 })),
      ),
    fails,
  );
  assert.throws(
    () =>
      replayOnCard(
        card,
        spoil((copy) => (copy.triesBefore = { authentication: 2 })),
      ),
    fails,
  );
  const calls = found.calls ?? [];
  for (const wrong of [
    spoil((copy) => (copy.exchanges = lastStatus(copy.exchanges))),
    spoil((copy) => (copy.exchanges = copy.exchanges.slice(0, -1))),
    spoil((copy) => (copy.exchanges = [...copy.exchanges, { command: '00', response: '6700' }])),
    spoil(
      (copy) => (copy.exchanges = copy.exchanges.map((exchange) => ({ ...exchange, command: '00a40000' }))),
    ),
    spoil((copy) => (copy.calls = calls.slice(1))),
    spoil((copy) => (copy.calls = calls.map((call) => ({ ...call, error: { code: 'card/removed' } })))),
  ]) {
    await assert.rejects(replayWithReader(wrong), fails);
  }
});

// ---- against what does not come from this room ----------------------------------------------------------------

function findTranscript(name: string, id: string): TranscriptJson {
  const found = files.find((each) => each.name === name)?.file.transcripts.find((each) => each.id === id);
  return found ?? assert.fail(`${name} has no ${id}`);
}

const privateKeyOf = (name: string) => {
  const [, base64 = ''] = Object.entries(card.keys).find(([key]) => key === name) ?? [];
  return createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' });
};
const publicKeyOf = (name: string) => createPublicKey(privateKeyOf(name));
const INS_SIGN = '802a';
const MESSAGE = toUtf8('Kazasu');

/** COMPUTE DIGITAL SIGNATURE exchanges with the key that the state before them names. */
function signatures(): {
  key: string;
  p1: number;
  data: Uint8Array;
  signature: Uint8Array;
  exchange: ExchangeJson;
}[] {
  return transcripts.flatMap(({ transcript }) => {
    let application = card.applications[0];
    let file = '';
    return transcript.exchanges.flatMap((exchange) => {
      if (!('command' in exchange)) return [];
      const { command, response } = exchange;
      if (command.startsWith('00a4040c0a') && response === '9000') {
        application = card.applications.find(({ aid }) => command.endsWith(aid));
      }
      if (command.startsWith('00a4020c02') && response === '9000') file = command.slice(10);
      if (!command.startsWith(INS_SIGN) || response.length !== 516) return [];
      const own = command.slice(6, 8) === '00';
      const key = own ? application?.defaultKey : application?.files.find(({ id }) => id === file)?.key;
      const length = Number.parseInt(command.slice(8, 10), 16);
      return [
        {
          key: key ?? '',
          p1: Number.parseInt(command.slice(4, 6), 16),
          data: fromHex(command.slice(10, 10 + 2 * length)),
          signature: fromHex(response.slice(0, 512)),
          exchange,
        },
      ];
    });
  });
}

test('every signature in the vectors is what OpenSSL makes of it with the public key', () => {
  const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
  const digestInfo = (hash: Uint8Array) => `3031300d060960864801650304020105000420${toHex(hash)}`;
  const expected: { readonly [p1: number]: (data: Uint8Array) => string } = {
    0: toHex,
    1: (data) => toHex(sha256(data)),
    2: digestInfo,
    3: (data) => digestInfo(sha256(data)),
  };
  const seen = new Set<string>();
  for (const { key, p1, data, signature, exchange } of signatures()) {
    seen.add(`${key} ${p1}`);
    const form = expected[p1];
    if (form !== undefined) {
      assert.equal(toHex(publicDecrypt(publicKeyOf(key), signature)), form(data), `${key}, P1 ${p1}`);
      continue;
    }
    const check = 'command' in exchange ? exchange.check : undefined;
    const hash = p1 === 4 ? data : sha256(data);
    assert.deepEqual([check?.key, check?.hash], [key, toHex(hash)]);
    // node:crypto verifies messages, not hashes: both forms were given the same one.
    assert.deepEqual(hash, sha256(MESSAGE));
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    assert.ok(verify('sha256', MESSAGE, { key: publicKeyOf(key), ...padding }, signature));
  }
  for (const key of ['authentication', 'signature']) {
    for (let p1 = 0; p1 <= 5; p1 += 1) assert.ok(seen.has(`${key} ${p1}`), `${key} ${p1}`);
  }
  for (const key of ['text', 'surface']) assert.ok(seen.has(`${key} 0`), key);
});

test('node:crypto, with the transport key, reads in a secure messaging session what stands in the file', () => {
  const { exchanges } = findTranscript('secure-messaging.json', 'reader-my-number');
  const sent = (start: string) => {
    const found = exchanges.find((exchange) => 'command' in exchange && exchange.command.startsWith(start));
    return found !== undefined && 'command' in found ? found : assert.fail(start);
  };
  const cryptogram = fromHex(sent('80ae').command).subarray(7);
  const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const template = privateDecrypt({ key: privateKeyOf('transport'), ...oaep }, cryptogram);
  assert.equal(toHex(template.subarray(0, 4)), 'a0228020');
  const key = template.subarray(4, 20);
  const answer = fromHex(sent('08b0').response);
  assert.equal(toHex(answer.subarray(0, 3)), '862101');
  const counter = Buffer.alloc(16);
  // SELECT is the first message of the session; its answer has no data. READ BINARY is the second.
  counter.writeUInt32BE(2, 12);
  const block = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  const initial = Buffer.concat([block.update(counter), block.final()]);
  const decipher = createDecipheriv('aes-128-cbc', key, initial).setAutoPadding(false);
  const clear = Buffer.concat([decipher.update(answer.subarray(3, -2)), decipher.final()]).toString('hex');
  const file = card.applications[1]?.files.find(({ id }) => id === '0001')?.content;
  assert.match(clear, new RegExp(`^${file}80(00)*$`));
});

test('what is read is what stands in the file', () => {
  const contents = new Set(
    card.applications.flatMap(({ files }) =>
      files.flatMap(({ content, records }) => content ?? records ?? []),
    ),
  );
  let octets = 0;
  for (const { name, transcript } of transcripts) {
    const results = (transcript.calls ?? []).map(({ result }) => JSON.stringify(result ?? null));
    for (const hex of results.join().match(/(?<="hex":")[0-9a-f]+/g) ?? []) {
      if (hex.length === 512) continue; // a signature
      octets += hex.length / 2;
      const known = contents.has(hex) || Object.values(card.masterFile.dataObjects).includes(hex);
      assert.ok(known, `${name} ${transcript.id}: ${hex.slice(0, 40)}`);
    }
  }
  assert.ok(octets > 20_000);
});

// ---- form -----------------------------------------------------------------------------------------------------

const schema = (name: string): ValidateFunction =>
  new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(resolve(VECTORS, name), 'utf8')));

test('card and transcripts keep to their schemas, and the schemas refuse what they do not name', () => {
  const ofCard = schema('card.schema.json');
  assert.ok(ofCard(card), JSON.stringify(ofCard.errors?.slice(0, 3)));
  const ofTranscripts = schema('transcripts.schema.json');
  for (const { name, file } of files) {
    assert.ok(ofTranscripts(file), `${name}: ${JSON.stringify(ofTranscripts.errors?.slice(0, 3))}`);
  }
  const first = files[0]?.file;
  const [entry] = first?.transcripts ?? [];
  for (const wrong of [
    { ...first, more: 1 },
    { ...first, transcripts: [{ ...entry, exchanges: [{ command: '00A4', response: '9000' }] }] },
    { ...first, transcripts: [{ ...entry, exchanges: [{ command: '00a4', response: '90' }] }] },
    { ...first, transcripts: [{ ...entry, source: undefined }] },
  ]) {
    assert.ok(!ofTranscripts(JSON.parse(JSON.stringify(wrong))));
  }
});

test('every transcript has an id of its own, a source, and flags that its file explains', () => {
  assert.ok(transcripts.length >= 50);
  for (const { name, file } of files) {
    const ids = file.transcripts.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, name);
    const used = new Set(file.transcripts.flatMap(({ flags }) => flags));
    assert.deepEqual([...used].sort(), Object.keys(file.flags).sort(), name);
    for (const { source, comment, id } of file.transcripts) assert.ok(source && comment.length > 10, id);
  }
});
