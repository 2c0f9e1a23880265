declare const mark: unique symbol;

/**
 * A text that must never be told: a token, a code, a personal item. It can be used wherever a text can, but is no {@link Tellable}, so that
 * handing it to a log, a span or an audit entry does not compile. A text that is made of it must be marked anew.
 */
export type Secret = string & { readonly [mark]: 'secret' };

/** What a log takes: any text that is not marked as {@link Secret}. */
export type Tellable = string & { readonly [mark]?: 'tellable' };

export function asSecret(text: string): Secret {
  return text as Secret;
}
