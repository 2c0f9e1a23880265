import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PinKeeper } from './pin-keeper.ts';

const BOTH = ['authentication', 'text'] as const;
const ZERO = [0, 0, 0, 0];
const pin = (digits: string) => new TextEncoder().encode(digits);

test('each attempt gets copies, so that overwriting them leaves the originals', () => {
  const keeper = new PinKeeper();
  keeper.set('authentication', pin('1234'));
  keeper.setTextToSame();
  const first = keeper.copies(BOTH);
  first?.authentication?.fill(0);
  first?.text?.fill(0);
  assert.deepEqual(keeper.copies(BOTH), { authentication: pin('1234'), text: pin('1234') });
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
  assert.equal(keeper.copies(BOTH), undefined);
  assert.equal(keeper.has('text'), false);
});

test('the password of a signature is kept, copied and overwritten like a PIN', () => {
  const keeper = new PinKeeper();
  const password = pin('ABC123');
  keeper.set('signature', password);
  assert.equal(keeper.copies(['signature', 'text']), undefined, 'all of them or none');
  const copies = keeper.copies(['signature']);
  assert.deepEqual(copies, { signature: pin('ABC123') });
  keeper.forgetAll();
  assert.deepEqual([...password], [0, 0, 0, 0, 0, 0]);
  assert.equal(keeper.has('signature'), false);
});
