import { ERROR_META_KEY } from './parameter.ts';
import type { ToolResult } from './types.ts';

/** How a tool answered, as far as the library's typed errors go. */
export type Answer =
  | { readonly kind: 'typed-error'; readonly errorType: string }
  | { readonly kind: 'half-typed-error'; readonly reason: string }
  | { readonly kind: 'other-error'; readonly text: string }
  /** `text` is the whole result: a URL may stand anywhere in it. */
  | { readonly kind: 'result'; readonly text: string };

/** A typed error says the same in its text, for the model, and under `_meta`, for the program, where the library has that. */
export function readAnswer(result: ToolResult): Answer {
  if (result.isError !== true) return { kind: 'result', text: JSON.stringify(result) };
  const text = result.content?.find(({ type }) => type === 'text')?.text ?? '';
  const inText = errorTypeOf(parsed(text));
  const inMeta = errorTypeOf(result._meta?.[ERROR_META_KEY]);
  if (inMeta === undefined) {
    const quoted = quotedErrorType(text);
    if (quoted !== undefined) return { kind: 'typed-error', errorType: quoted };
    if (inText === undefined) return { kind: 'other-error', text };
  }
  if (inMeta === undefined)
    return { kind: 'half-typed-error', reason: `the typed error lacks _meta["${ERROR_META_KEY}"]` };
  if (inText !== inMeta) return { kind: 'half-typed-error', reason: 'the text of the typed error is not its JSON' };
  return { kind: 'typed-error', errorType: inMeta };
}

function errorTypeOf(payload: unknown): string | undefined {
  const type = (payload as { error_type?: unknown } | null | undefined)?.error_type;
  return typeof type === 'string' ? type : undefined;
}

/** The whole payload. Libraries that make a result of a thrown error put the JSON of its message among words, or into JSON, of their own. */
function quotedErrorType(text: string): string | undefined {
  const payload = /\{\\*"error_type\\*":\\*"(\w+)\\*",\\*"message\\*":.+?\\*"request_id\\*":/s.exec(text);
  return payload?.[1];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
