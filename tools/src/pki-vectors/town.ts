import { nul } from './asn1/index.ts';
import type { Made as CaseMade, OptionValue } from './case.ts';
import { type Made, makeCa, makeLeaf, makeRoot, type Order } from './make/certificate.ts';
import { type CrlOrder, makeCrl } from './make/crl.ts';
import { EXT, type Ext, ext, keyUsage, purposes, USE } from './make/extension.ts';

/** Who lives in the vectors: a root, an authority under it, a person; another root; a time-stamp unit of its own root. */
export const root = makeRoot();
export const ca = makeCa(root);
export const leaf = makeLeaf(ca);
export const otherRoot = makeRoot({ name: 'Other root', key: 'root2' });

export const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
export const noCheck: Ext = ext(EXT.noCheck, nul());

function replaced(own: readonly Ext[], changes: readonly Ext[] = []): readonly Ext[] {
  return [...own.filter((one) => !changes.some(({ oid }) => oid === one.oid)), ...changes];
}

export const responderOf = (issuer: Made, order: Order = {}) =>
  makeLeaf(issuer, {
    name: 'OCSP responder',
    key: 'responder',
    ...order,
    set: replaced([keyUsage(USE.sign), purposes([OCSP_SIGNING]), noCheck], order.set),
  });

export const tsaRoot = makeRoot({ name: 'Time root', key: 'tsaRoot' });
export const unitOf = (order: Order = {}) =>
  makeLeaf(tsaRoot, {
    name: 'Time-stamp unit',
    key: 'tsa',
    ...order,
    set: replaced([keyUsage(USE.sign), purposes([TIME_STAMPING], true)], order.set),
  });
export const unit = unitOf();

export const rootCrl = makeCrl(root);
export const caCrl = makeCrl(ca);
export const tsaCrl = makeCrl(tsaRoot);

type Options = { readonly [name: string]: OptionValue };

/** The inputs of a case about a path: the certificate, those between, and the anchor. */
export function path(chain: readonly Made[], options?: Options, anchors: readonly Made[] = []): CaseMade {
  const [first, ...rest] = chain;
  const anchor = anchors.length > 0 ? anchors : rest.slice(-1);
  const between = anchors.length > 0 ? rest : rest.slice(0, -1);
  if (first === undefined) throw new Error('a path has a certificate');
  return {
    inputs: {
      certificate: first.der,
      ...(between.length > 0 && { intermediates: between.map(({ der }) => der) }),
      anchors: anchor.map(({ der }) => der),
    },
    ...(options && { options }),
  };
}

/** The same with CRLs. */
export function pathWith(crls: readonly Uint8Array[], chain: readonly Made[]): CaseMade {
  const made = path(chain);
  return { ...made, inputs: { ...made.inputs, crls } };
}

/** A leaf straight under the root, and one CRL about it. */
export function oneCrl(order: CrlOrder, certificate: Made = directLeaf): CaseMade {
  return pathWith([makeCrl(root, order)], [certificate, root]);
}

export const directLeaf = makeLeaf(root);

const revokedLater = makeCrl(root, {
  from: '2026-06-03T00:00:00Z',
  to: '2026-06-10T00:00:00Z',
  revoked: [{ serial: directLeaf.serial, at: '2026-06-01T00:00:00Z', reason: 4 }],
});

/** The same judged when the leaf has been revoked on 1 June 2026; a stamp may prove that its signature is of 31 May. */
export const later = (made: CaseMade): CaseMade => ({
  inputs: { ...made.inputs, crls: [revokedLater, makeCrl(tsaRoot, { to: '2026-06-20T00:00:00Z' })] },
  options: { time: '2026-06-05T00:00:00Z' },
});
