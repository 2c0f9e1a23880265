/**
 * Verifications: what a tenant hands in is judged once, recorded as evidence, and answered when that is durable. Owns
 * `/v1/verifications`, the forms in which signatures come, and who gets the four items or signature values when. Refuses purposes that the contract
 * does not name, results of other tenants' clients, and to answer before the evidence is there.
 */
import type { Route } from '../openapi/index.ts';
import { createVerificationRoute } from './create-route.ts';
import { deleteVerificationRoute } from './delete-route.ts';
import { ITEM_ROUTES } from './item-routes.ts';
import { READ_ROUTES } from './read-routes.ts';
import { signatureRoute } from './signature-route.ts';

export { ITEM_REQUEST_TABLES } from './item-request-store.ts';
export { VERIFICATION_PROBLEMS } from './problems.ts';
export const VERIFICATION_ROUTES: readonly Route[] = [
  createVerificationRoute,
  ...READ_ROUTES,
  ...ITEM_ROUTES,
  signatureRoute,
  deleteVerificationRoute,
];
