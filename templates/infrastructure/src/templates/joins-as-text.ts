type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Every `Fn::Join` without a separator as an `Fn::Sub`; everything else as it is. */
export function joinsAsText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(joinsAsText);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, joinsAsText(inner)] as const);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === 'Fn::Join') return textOf(only[1]) ?? { 'Fn::Join': only[1] };
  return Object.fromEntries(entries);
}

function textOf(join: unknown): unknown {
  const [separator, parts] = join as readonly [string, readonly Json[]];
  if (separator !== '' || !Array.isArray(parts)) return undefined;
  const text = parts.map(placeholderOf);
  return text.includes(undefined) ? undefined : { 'Fn::Sub': text.join('') };
}

/** A part as `Fn::Sub` writes it; undefined for what it cannot write, such as another function. */
function placeholderOf(part: Json): string | undefined {
  if (typeof part === 'string') return part.replace(/\$\{/g, (start) => `${start}!`);
  if (typeof part !== 'object' || part === null) return undefined;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = part as Readonly<Record<string, Json>>;
  if (typeof Ref === 'string') return `\${${Ref}}`;
  if (Array.isArray(attribute)) return `\${${attribute.join('.')}}`;
  return typeof text === 'string' ? text : undefined;
}
