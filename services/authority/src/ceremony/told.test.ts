import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProtocolStep } from './protocol.ts';
import { requireTold } from './told.ts';

const EXPECTED = { organisation: 'JPKI-TEST', previous: 'ab'.repeat(32), all: 'roots and fingerprints' };

function steps(opened: ProtocolStep['detail'], closed: ProtocolStep['detail']): ProtocolStep[] {
  const step = (number: number, detail: ProtocolStep['detail']): ProtocolStep => ({
    ...{ number, detail },
    at: '2026-04-01T00:00:00.000Z',
    step: 'told',
    before: '',
  });
  return [step(1, opened), step(2, {}), step(3, closed)];
}

const OPENED = { rehearsal: 'no', organisation: 'JPKI-TEST', previous: 'ab'.repeat(32) };
const CLOSED = { all: 'roots and fingerprints' };

test('a protocol that tells what the folder holds is taken', () => {
  requireTold('protocol-2', steps(OPENED, CLOSED), EXPECTED);
});

test('a protocol of a rehearsal, of another organisation, behind another protocol or of other roots is refused, whoever signed it', () => {
  const wrong = [
    { told: steps({ ...OPENED, rehearsal: 'yes' }, CLOSED), message: /of a rehearsal/ },
    { told: steps({ ...OPENED, organisation: 'JPKI-OTHER' }, CLOSED), message: /another organisation/ },
    { told: steps({ ...OPENED, previous: 'cd'.repeat(32) }, CLOSED), message: /does not follow/ },
    { told: steps(OPENED, { all: 'fewer roots' }), message: /other roots/ },
    { told: steps(OPENED, {}), message: /other roots/ },
    { told: [], message: /of a rehearsal/ },
  ];
  for (const { told, message } of wrong) {
    assert.throws(() => requireTold('protocol-2', told, EXPECTED), { message });
  }
});
