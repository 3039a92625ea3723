/** The values of each header, in lower case, as `IncomingMessage.headersDistinct` has them. */
export type DistinctHeaders = Readonly<NodeJS.Dict<string[]>>;

export type BearerToken =
  | { readonly kind: 'absent' }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'malformed'; readonly message: string };

/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** The one token of a request. Of two, a gateway may have checked the other. */
export function bearerTokenOf({ authorization: values = [] }: DistinctHeaders): BearerToken {
  const [value, ...others] = values;
  if (value === undefined) return { kind: 'absent' };
  if (others.length > 0) return { kind: 'malformed', message: 'There is more than one Authorization header.' };
  const token = BEARER.exec(value)?.[1];
  if (token === undefined)
    return { kind: 'malformed', message: 'The Authorization header must be Bearer and a token.' };
  return { kind: 'token', token };
}
