import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { OTHER_CARD_IDS } from '@kazasu/town/people';
import { type CardBench, openCardBench, ReaderDriver, startKazasu } from './testing/index.ts';

const ASK_ATR = '04';
const POWER = { on: 1 };
const SELECT_JPKI = '00a4040c0ad392f000260100000001';
const SELECT_PIN = '00a4020c020018';
const TRIES = '00200080';
const VERIFY_WRONG = '002000800439393939';

let bench: CardBench;
before(async () => {
  bench = await openCardBench();
});
after(() => bench?.close());

test('two commands never hold one card file at a time', async (t) => {
  const path = bench.freshCard();
  const first = startKazasu(['card', 'serve', '--card', path, '--vpcd', '127.0.0.1:1'], bench.env);
  t.after(() => first.child.kill('SIGKILL'));
  await first.until(/Waiting for a virtual reader/);
  const second = await bench.card('info', '--card', path);
  assert.equal(second.code, 1);
  assert.match(second.err, /Another command holds the card/);
  first.child.kill('SIGKILL');
  await first.ended();
  await bench.ok('info', '--card', path);
});

test('serve', async (t) => {
  const serve = async (...typed: string[]) => {
    const driver = new ReaderDriver();
    t.after(() => driver.close());
    const vpcd = `127.0.0.1:${await driver.listen()}`;
    const served = startKazasu(['card', 'serve', '--vpcd', vpcd, ...typed], bench.env);
    t.after(() => served.child.kill('SIGKILL'));
    await served.during(driver.card());
    driver.order(POWER.on);
    return { driver, served };
  };
  const chooseAuthenticationPin = async (driver: ReaderDriver) => {
    assert.equal(await driver.ask(SELECT_JPKI), '9000');
    assert.equal(await driver.ask(SELECT_PIN), '9000');
  };

  await t.test('shows a town’s card, comes back when the driver does, and ends at SIGTERM', async () => {
    const trace = bench.fresh('trace');
    const { driver, served } = await serve('--person', 'ume', `--trace=${trace}`, '--json');
    assert.equal(await driver.ask(ASK_ATR), '3be000ff8131fe4514');
    await chooseAuthenticationPin(driver);
    const own = Buffer.from('7107').toString('hex');
    assert.equal(await driver.ask(`0020008004${own}`), '9000');
    driver.drop();
    await served.during(driver.card());
    driver.order(POWER.on);
    assert.equal(await driver.ask(SELECT_JPKI), '9000');
    // The PIN that was verified before is forgotten: a connection of its own is an activation of its own.
    assert.equal(await driver.ask('00a4020c020017'), '9000');
    assert.equal(await driver.ask(`802a00800a${'00'.repeat(10)}00`), '6982');
    served.child.kill('SIGTERM');
    assert.equal(await served.ended(), 0, served.said());
    bench.heard(served.said());
    assert.match(
      served.said(),
      /on the virtual reader[\s\S]*off the virtual reader[\s\S]*on the virtual reader/,
    );
    assert.match(served.said(), /^\{"event":"connected"\}$/m);
    const text = readFileSync(trace, 'utf8');
    assert.match(text, /VERIFY authentication PIN \*\*\*\* +→ ok/);
    assert.ok(!text.includes(own));
  });

  await t.test('only a My Number Card has the answer to reset by which one is recognised', async () => {
    for (const id of OTHER_CARD_IDS) {
      const { driver, served } = await serve('--person', id);
      assert.equal(await driver.ask(ASK_ATR), '3b88800100000000338181003a', id);
      served.child.kill('SIGKILL');
      await served.ended();
    }
  });

  await t.test('a try that was used on a card file is used after kill -9', async () => {
    const path = bench.freshCard();
    for (const left of [2, 1]) {
      const { driver, served } = await serve('--card', path);
      await chooseAuthenticationPin(driver);
      assert.equal(await driver.ask(VERIFY_WRONG), `63c${left}`);
      served.child.kill('SIGKILL');
      await served.ended();
      assert.equal((await bench.json('pin', 'status', '--card', path)).authentication.triesLeft, left);
    }
  });

  await t.test('whoever else takes the card takes it off the virtual reader; it comes back', async () => {
    const { driver, served } = await serve('--person', 'taro');
    await chooseAuthenticationPin(driver);
    await bench.ok('info', '--person', 'taro');
    await assert.rejects(driver.ask(TRIES));
    await served.until(/The card went away/);
    await served.during(driver.card());
    driver.order(POWER.on);
    await chooseAuthenticationPin(driver);
    served.child.kill('SIGINT');
    assert.equal(await served.ended(), 0, served.said());
  });
});

test('no command has said a secret', () => {
  bench.requireDiscretion();
});
