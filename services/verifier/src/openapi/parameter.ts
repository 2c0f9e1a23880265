/** Schemas of what comes as text in addresses and headers. */
import * as v from 'valibot';

/** A number in decimal digits, such as `limit=50`. */
export function integerText(least: number, most: number) {
  return v.pipe(
    v.string(),
    v.metadata({ stated: { type: 'integer', minimum: least, maximum: most } }),
    v.regex(/^\d{1,16}$/),
    v.transform(Number),
    v.integer(),
    v.minValue(least),
    v.maxValue(most),
  );
}

/** `true` or `false`. */
export const BooleanText = v.pipe(
  v.picklist(['true', 'false']),
  v.metadata({ stated: { type: 'boolean' } }),
  v.transform((text) => text === 'true'),
);

/** An id of our making: a UUID in lower case. */
export const Id = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  v.metadata({ stated: { type: 'string', format: 'uuid' } }),
);

/** Names a purpose, a tenant, an operator: lower-case letters, digits and hyphens. */
export const Slug = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

/** Milliseconds since 1970, as in every answer. */
export const Instant = v.pipe(v.number(), v.integer(), v.minValue(0));
