import * as v from 'valibot';
import { Instant, Slug } from '../openapi/parameter.ts';
import type { Tenant } from './tenant-data.ts';

const DAY = 24 * 3_600_000;
/** Ten years, the longest that anything the operator is bound to asks for. */
const RETENTION_MAX_DAYS = 3_653;
/** Seven years, as 犯罪収益移転防止法 asks for records of a confirmation (after the contract's end). */
const RETENTION_DAYS = 2_557;

const ClientId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._~:/-]{1,200}$/));

/** What the operator says of a new tenant. */
export const TenantRegistration = v.strictObject({
  tenantId: Slug,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  purposes: v.pipe(v.array(Slug), v.minLength(1), v.maxLength(50)),
  clientIds: v.optional(v.pipe(v.array(ClientId), v.maxLength(100)), []),
  retentionDays: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(RETENTION_MAX_DAYS)),
    RETENTION_DAYS,
  ),
});
export type TenantRegistration = v.InferOutput<typeof TenantRegistration>;

/** The same in place: its id stays. */
export const TenantChange = v.omit(TenantRegistration, ['tenantId']);

/** As the operator sees it. */
export const TenantView = v.strictObject({
  ...TenantRegistration.entries,
  clientIds: v.array(ClientId),
  retentionDays: v.number(),
  createdAt: Instant,
  endedAt: v.optional(Instant),
});
export type TenantView = v.InferOutput<typeof TenantView>;

export function createTenant(registration: TenantRegistration, now: number): Tenant {
  const { retentionDays, ...rest } = registration;
  return { ...rest, retentionMs: retentionDays * DAY, createdAt: now, endedAt: undefined };
}

export function viewOf({ retentionMs, endedAt, ...rest }: Tenant): TenantView {
  return {
    ...rest,
    purposes: [...rest.purposes],
    clientIds: [...rest.clientIds],
    retentionDays: Math.floor(retentionMs / DAY),
    ...(endedAt !== undefined && { endedAt }),
  };
}
