import { Hand as AnyHand } from '@kazasu/server/administration/testing';
import type { AdministratorRegistration, AdministratorRole } from '../api/index.ts';
import { TEST_SETTINGS } from './test-deps.ts';

/** A named administrator of the provider. */
export class Hand extends AnyHand {
  constructor(administratorId: string, clock: { now(): number }) {
    super(administratorId, clock, TEST_SETTINGS.baseUrl);
  }

  override registration(...roles: AdministratorRole[]): AdministratorRegistration {
    return super.registration(...roles) as AdministratorRegistration;
  }
}
