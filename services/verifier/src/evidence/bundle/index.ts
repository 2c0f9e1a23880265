/**
 * What a record is handed out as: one file that stands without this service (docs/evidence-bundle.md). Owns which heads and renewals go
 * into the proof. Refuses to hand out what was erased, and to open another tenant's record.
 */
export { type BundleDeps, bundleOf } from './bundle.ts';
