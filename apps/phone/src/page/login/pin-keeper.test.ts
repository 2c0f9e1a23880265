import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PinKeeper } from './pin-keeper.ts';

const ZERO = [0, 0, 0, 0];
const pin = (digits: string) => new TextEncoder().encode(digits);

test('each attempt gets copies, so that overwriting them leaves the originals', () => {
  const keeper = new PinKeeper();
  keeper.set('authentication', pin('1234'));
  keeper.setTextToSame();
  const first = keeper.copies();
  first?.authentication.fill(0);
  first?.text?.fill(0);
  assert.deepEqual(keeper.copies(), { authentication: pin('1234'), text: pin('1234') });
});

test('what is forgotten or replaced is overwritten', () => {
  const keeper = new PinKeeper();
  const [one, two, three] = [pin('1111'), pin('2222'), pin('3333')];
  keeper.set('authentication', one);
  keeper.set('authentication', two);
  keeper.set('text', three);
  assert.deepEqual([...one], ZERO);
  keeper.forgetAll();
  assert.deepEqual([...two, ...three], [...ZERO, ...ZERO]);
  assert.equal(keeper.copies(), undefined);
  assert.equal(keeper.has('text'), false);
});
