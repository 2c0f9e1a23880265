import { toHex } from '@kazasu/bytes';
import { randomOctets, randomToken } from '@kazasu/server/random';
import * as v from 'valibot';
import { VerifierError } from '../../error.ts';
import { SCOPES } from '../../key/scope.ts';
import { Instant, type Route, route, Slug } from '../../openapi/index.ts';
import { findTenant } from '../../tenant/index.ts';
import { insertLink } from './link-store.ts';

const SECONDS = { least: 30, usual: 300, most: 86_400 } as const;

const LinkRequest = v.strictObject({
  /** What may be done behind it; everything unless told otherwise. */
  scopes: v.optional(v.pipe(v.array(v.picklist(SCOPES)), v.minLength(1), v.maxLength(SCOPES.length)), [
    ...SCOPES,
  ]),
  /** How long it can be used. */
  expiresInSeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(SECONDS.least), v.maxValue(SECONDS.most)),
    SECONDS.usual,
  ),
});

export const CONSOLE_LINK_ROUTES: readonly Route[] = [
  route({
    method: 'post',
    path: '/admin/tenants/{tenantId}/console-links',
    operationId: 'createConsoleLink',
    tag: 'operator',
    access: 'operator',
    summary: {
      ja: 'テナントの管理画面を開くリンクを作成する',
      en: 'Make a link that opens a tenant’s console',
    },
    description: {
      ja: '1つのブラウザーで1回だけ使えます。コードはアドレスのフラグメントにあり、サーバーには送られません。',
      en: 'It lets one browser in, once. The code stands in the fragment of the address, which no server is sent.',
    },
    request: { params: v.strictObject({ tenantId: Slug }), body: LinkRequest },
    responses: {
      201: {
        description: { ja: 'リンク。示されるのはこの1回だけです。', en: 'the link, shown this once' },
        schema: v.strictObject({ url: v.string(), expiresAt: Instant }),
      },
    },
    problems: ['tenant-unknown', 'tenant-ended'],
    handle: async ({ params, body, operator }, { store, clock, config, log, audit }) => {
      const tenant = await findTenant(store, params.tenantId);
      if (tenant === undefined) throw new VerifierError('tenant-unknown');
      if (tenant.endedAt !== undefined) throw new VerifierError('tenant-ended');
      const code = randomToken();
      const expiresAt = clock.now() + body.expiresInSeconds * 1_000;
      const linkId = `link-${toHex(randomOctets(8))}`;
      const scopes = [...new Set([...body.scopes, 'console' as const])];
      const { tenantId } = tenant;
      await store.transaction(async (within) => {
        await insertLink(within, code, { linkId, tenantId, scopes, expiresAt });
        const detail = { keyId: linkId, notAfter: expiresAt };
        const event = { action: 'console-link.made', subject: `tenant:${tenantId}`, detail } as const;
        await audit.append(within, { actor: operator.actor, ...event });
      });
      log.info('console.link.added', { clientId: tenant.tenantId });
      return { status: 201, json: { url: `${config.baseUrl}/console/enter#${code}`, expiresAt } };
    },
  }),
];
