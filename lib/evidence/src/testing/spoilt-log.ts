import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { type NotePair, noteKeyPair } from './authorities.ts';
import type { Scene } from './bundle.ts';
import { cosignatureLines, TestLog } from './log.ts';
import { changed, flipped, good, judgedBy, type SpoiltCase, withLink } from './spoilt.ts';

const WITNESS = 'witness.example/w1';

/** A good bundle for somebody who names a witness, with these lines beside its head. */
function witnessed(scene: Scene, linesOf: (note: Uint8Array, pair: NotePair) => string[]) {
  const made = good(scene);
  const pair = noteKeyPair();
  const cosignatures = linesOf(made.bundle.proof[0]?.checkpoint ?? new Uint8Array(), pair);
  const witnesses = [{ name: WITNESS, publicKey: pair.publicKey }];
  return judgedBy(
    { ...made, ...withLink(made, 0, { cosignatures }) },
    { trust: { ...made.trust, witnesses } },
  );
}

/** Faults of the entry, its parts and objects, and of the tree. */
export const LOG_CASES: readonly SpoiltCase[] = [
  {
    name: 'a part was changed',
    spoil: (scene) => {
      const made = good(scene);
      const { report } = made.bundle.parts;
      if (report === undefined) throw new Error('no report');
      const content = toUtf8(fromUtf8(report.content).replace('"checks":[]', '"checks":[1]'));
      return changed(made, { parts: { ...made.bundle.parts, report: { ...report, content } } });
    },
    verdict: 'invalid',
    rule: 'evidence.part',
    reason: 'other',
  },
  {
    name: 'a part was exchanged with that of another record, salt and all',
    spoil: (scene) => {
      const made = good(scene);
      const { request } = good(scene, { id: 'record-2' }).bundle.parts;
      if (request === undefined) throw new Error('no request');
      return changed(made, { parts: { ...made.bundle.parts, request } });
    },
    verdict: 'invalid',
    rule: 'evidence.part',
    reason: 'other',
  },
  {
    name: 'two parts were exchanged',
    spoil: (scene) => {
      const made = good(scene);
      const { request, report } = made.bundle.parts;
      if (request === undefined || report === undefined) throw new Error('no parts');
      return changed(made, { parts: { ...made.bundle.parts, request: report, report: request } });
    },
    verdict: 'invalid',
    rule: 'evidence.part',
    reason: 'other',
  },
  {
    name: 'a part was added',
    spoil: (scene) => {
      const made = good(scene);
      const { request } = made.bundle.parts;
      if (request === undefined) throw new Error('no request');
      return changed(made, { parts: { ...made.bundle.parts, remark: request } });
    },
    verdict: 'invalid',
    rule: 'evidence.part',
    reason: 'unnamed',
  },
  {
    name: 'an object was exchanged',
    spoil: (scene) => {
      const made = good(scene);
      const octets = scene.signers.crlAt(0);
      const objects = made.bundle.objects.map((one) => (one.type === 'crl' ? { ...one, octets } : one));
      return changed(made, { objects });
    },
    verdict: 'invalid',
    rule: 'evidence.objects',
    reason: 'unnamed',
  },
  {
    name: 'an object was left out',
    spoil: (scene) => {
      const made = good(scene);
      return changed(made, { objects: made.bundle.objects.filter(({ type }) => type !== 'crl') });
    },
    verdict: 'indeterminate',
    rule: 'evidence.objects',
    reason: 'missing',
  },
  {
    name: 'the entry is spelled otherwise',
    spoil: (scene) => {
      const made = good(scene);
      return changed(made, { entry: toUtf8(fromUtf8(made.bundle.entry).replace('{', '{ ')) });
    },
    verdict: 'invalid',
    rule: 'evidence.format',
    reason: 'entry',
  },
  {
    name: 'the time in the entry was changed',
    spoil: (scene) => {
      const made = good(scene);
      const entry = toUtf8(fromUtf8(made.bundle.entry).replace(/"at":(\d+)\d/, '"at":$19'));
      return changed(made, { entry });
    },
    verdict: 'invalid',
    rule: 'evidence.inclusion',
    reason: 'path',
  },
  {
    name: 'the proof is that of another leaf',
    spoil: (scene) => {
      const made = good(scene);
      return withLink(made, 0, { leafIndex: 4, path: made.log.path(4, made.log.size) });
    },
    verdict: 'invalid',
    rule: 'evidence.inclusion',
    reason: 'path',
  },
  {
    name: 'the leaf is said to stand elsewhere',
    spoil: (scene) => withLink(good(scene), 0, { leafIndex: 4 }),
    verdict: 'invalid',
    rule: 'evidence.inclusion',
    reason: 'path',
  },
  {
    name: 'the path is cut short',
    spoil: (scene) => {
      const made = good(scene);
      return withLink(made, 0, { path: made.bundle.proof[0]?.path.slice(0, -1) ?? [] });
    },
    verdict: 'invalid',
    rule: 'evidence.inclusion',
    reason: 'path',
  },
  {
    name: 'the path has one hash more',
    spoil: (scene) => {
      const made = good(scene);
      const path = made.bundle.proof[0]?.path ?? [];
      return withLink(made, 0, { path: [...path, ...path.slice(0, 1)] });
    },
    verdict: 'invalid',
    rule: 'evidence.inclusion',
    reason: 'path',
  },
  {
    name: 'the head is of another log, signed by another key under the same origin',
    spoil: (scene) => {
      const made = good(scene, { log: new TestLog('localhost:4004/evidence', noteKeyPair()) });
      return judgedBy(made, { trust: { ...made.trust, logKeys: good(scene).trust.logKeys } });
    },
    verdict: 'invalid',
    rule: 'evidence.checkpoint',
    reason: 'signature',
  },
  {
    name: 'the head is of another origin, signed by the same key',
    spoil: (scene) => {
      const own = good(scene);
      const made = good(scene, { log: new TestLog('localhost:4004/other', own.log.key) });
      return judgedBy(made, { trust: own.trust });
    },
    verdict: 'invalid',
    rule: 'evidence.checkpoint',
    reason: 'origin',
  },
  {
    name: 'the root in the head was changed',
    spoil: (scene) => {
      const made = good(scene);
      const other = good(scene, { id: 'record-2' }).bundle.proof[0];
      const note = fromUtf8(made.bundle.proof[0]?.checkpoint ?? new Uint8Array());
      const root = fromUtf8(other?.checkpoint ?? new Uint8Array()).split('\n')[2] ?? '';
      return withLink(made, 0, { checkpoint: toUtf8(note.replace(note.split('\n')[2] ?? '', root)) });
    },
    verdict: 'invalid',
    rule: 'evidence.checkpoint',
    reason: 'signature',
  },
  {
    name: 'the head has no form',
    spoil: (scene) => withLink(good(scene), 0, { checkpoint: toUtf8('localhost\n1\n') }),
    verdict: 'invalid',
    rule: 'evidence.checkpoint',
    reason: 'malformed',
  },
  {
    name: 'the log was rewritten and signed again, under the old token',
    spoil: (scene) => {
      const made = good(scene);
      const again = good(scene, { id: 'record-2', log: new TestLog(made.log.origin, made.log.key) });
      return withLink({ ...again, options: made.options }, 0, {
        token: made.bundle.proof[0]?.token ?? new Uint8Array(),
      });
    },
    verdict: 'invalid',
    rule: 'evidence.timestamp',
    reason: 'not-valid',
  },
  {
    name: 'nobody said whose log to believe',
    spoil: (scene) => {
      const made = good(scene);
      return judgedBy(made, { trust: { ...made.trust, logKeys: [] } });
    },
    verdict: 'indeterminate',
    rule: 'evidence.checkpoint',
    reason: 'no-key',
  },
  {
    name: 'witnesses are named and none signed the head',
    spoil: (scene) => witnessed(scene, () => []),
    verdict: 'indeterminate',
    rule: 'evidence.witness',
    reason: 'none',
  },
  {
    name: 'a witness is named and another one signed the head, under its name',
    spoil: (scene) => witnessed(scene, (note) => cosignatureLines(note, { ...noteKeyPair(), name: WITNESS })),
    verdict: 'indeterminate',
    rule: 'evidence.witness',
    reason: 'none',
  },
  {
    name: 'the cosignature is that of another head',
    spoil: (scene) =>
      witnessed(scene, (_, pair) =>
        cosignatureLines(good(scene).log.checkpoint(3), { ...pair, name: WITNESS }),
      ),
    verdict: 'invalid',
    rule: 'evidence.witness',
    reason: 'signature',
  },
  {
    name: 'one of two heads has no cosignature',
    spoil: (scene) => {
      const made = good(scene, { renewed: true });
      const pair = noteKeyPair();
      const proof = made.bundle.proof.map((link, step) =>
        step === 0
          ? link
          : { ...link, cosignatures: cosignatureLines(link.checkpoint, { ...pair, name: WITNESS }) },
      );
      const witnesses = [{ name: WITNESS, publicKey: pair.publicKey }];
      return {
        bundle: { ...made.bundle, proof },
        options: { ...made.options, trust: { ...made.trust, witnesses } },
      };
    },
    verdict: 'indeterminate',
    rule: 'evidence.witness',
    reason: 'none',
  },
  {
    name: 'a bit of the token was changed',
    spoil: (scene) => {
      const made = good(scene);
      return withLink(made, 0, { token: flipped(made.bundle.proof[0]?.token ?? new Uint8Array()) });
    },
    verdict: 'invalid',
    rule: 'evidence.timestamp',
    reason: 'not-valid',
  },
];
