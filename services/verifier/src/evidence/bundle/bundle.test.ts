import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { toBase64 } from '@kazasu/bytes';
import { checkBundle, cosignCheckpoint, parseBundle, parseTrustFile } from '@kazasu/evidence';
import { noteKeyPair } from '@kazasu/evidence/testing';
import { settableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore } from '@kazasu/server/store';
import { createTimestampService, type TimestampService } from '@kazasu/timestamp';
import { createWorld, must, PURPOSE, signDocuments, type World } from '../../testing/index.ts';

const UNIT = 'https://unit.example';
const pair = noteKeyPair();
const witness = { name: 'witness.example/w1', publicKey: pair.publicKey };
const clock = settableClock(0);
let world: World;
let unit: TimestampService;

before(async () => {
  // The unit's certificate is made for the time of the world.
  const started = await createWorld();
  clock.set(started.authority.clock.now());
  await started.close();
  const store = await openStore({ file: ':memory:' });
  unit = await createTimestampService({ store, keys: memoryKeys(), clock, log: silentLog });
  const witnesses = [{ name: witness.name, publicKey: toBase64(witness.publicKey) }];
  const timestamp = { url: `${UNIT}/tsr`, crls: [`${UNIT}/crl`] };
  world = await createWorld({ timestamp, evidence: { witnesses } }, [toBase64(unit.anchor)]);
  world.network = async (path, forward, init) =>
    ['/tsr', '/crl'].includes(path) ? unit.app.request(path, init) : forward();
});
after(() => world.close());

test('what witnesses signed after the time-stamp goes into the bundle, beside the head that they signed', async () => {
  const member = await world.tenant();
  const signed = signDocuments(await world.card(), ['a contract']);
  const { id } = (await must(201, await member.verify({ purpose: PURPOSE, ...signed }))) as { id: string };
  await world.verifier.sweep();
  const octets = async (response: Response) => new Uint8Array(await response.arrayBuffer());
  const bundle = async () => octets(await member.ask(`/v1/verifications/${id}/evidence`));
  const { trust, ...choice } = parseTrustFile(await octets(await world.ask('/evidence/trust')));
  const judge = (file: Uint8Array) =>
    checkBundle(file, { ...choice, time: clock.now(), trust: { ...trust, witnesses: [witness] } });
  const before = await bundle();
  assert.equal(parseBundle(before).proof[0]?.cosignatures, undefined);
  const about = judge(before).checks.find(({ id }) => id === 'evidence.witness');
  assert.deepEqual([judge(before).verdict, about?.reason], ['indeterminate', 'none']);
  const note = parseBundle(before).proof[0]?.checkpoint ?? new Uint8Array();
  const cosigned = cosignCheckpoint(note, { ...witness, seconds: clock.now() / 1000, sign: pair.sign });
  const body = JSON.stringify({ checkpoint: new TextDecoder().decode(cosigned) });
  const headers = { 'content-type': 'application/json' };
  await must(200, await world.ask('/evidence/cosignatures', { method: 'POST', headers, body }));
  const file = await bundle();
  assert.equal(parseBundle(file).proof[0]?.cosignatures?.length, 1);
  const report = judge(file);
  const open = report.checks.filter(({ status }) => status !== 'passed');
  assert.equal(report.verdict, 'valid', JSON.stringify(open));
});
