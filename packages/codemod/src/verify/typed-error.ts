import { ERROR_META_KEY } from './parameter.ts';
import type { ToolResult } from './types.ts';

/** How a tool answered, as far as the library's typed errors go. */
export type Answer =
  | { readonly kind: 'typed-error'; readonly errorType: string; readonly message: string }
  | { readonly kind: 'half-typed-error'; readonly reason: string }
  | { readonly kind: 'other-error'; readonly text: string }
  /** `text` is the whole result: a URL may stand anywhere in it. */
  | { readonly kind: 'result'; readonly text: string };

/** A typed error says the same in its text, for the model, and under `_meta`, for the program, where the library has that. */
export function readAnswer(result: ToolResult): Answer {
  if (result.isError !== true) return { kind: 'result', text: JSON.stringify(result) };
  const texts = (result.content ?? []).filter(({ type }) => type === 'text').map(({ text }) => text ?? '');
  const payload = result._meta?.[ERROR_META_KEY];
  const inMeta = errorTypeOf(payload);
  // An error of the guard stands beside what the tool itself says.
  const inText = texts.map((text) => errorTypeOf(parsed(text)));
  if (inMeta === undefined) return withoutMeta(texts[0] ?? '', inText[0]);
  if (!inText.includes(inMeta)) {
    return { kind: 'half-typed-error', reason: 'the text of the typed error is not its JSON' };
  }
  return { kind: 'typed-error', errorType: inMeta, message: messageOf(payload) };
}

function withoutMeta(text: string, inText: string | undefined): Answer {
  const quoted = quotedError(text);
  if (quoted) return { kind: 'typed-error', ...quoted };
  if (inText === undefined) return { kind: 'other-error', text };
  return { kind: 'half-typed-error', reason: `the typed error lacks _meta["${ERROR_META_KEY}"]` };
}

function messageOf(payload: unknown): string {
  return String((payload as { message?: unknown }).message ?? '');
}

function errorTypeOf(payload: unknown): string | undefined {
  const type = (payload as { error_type?: unknown } | null | undefined)?.error_type;
  return typeof type === 'string' ? type : undefined;
}

/** The whole payload. Libraries that make a result of a thrown error put the JSON of its message among words, or into JSON, of their own. */
function quotedError(text: string): { errorType: string; message: string } | undefined {
  const [, errorType, message] =
    /\{\\*"error_type\\*":\\*"(\w+)\\*",\\*"message\\*":\\*"(.+?)\\*",\\*"request_id\\*":/s.exec(text) ?? [];
  return errorType === undefined || message === undefined ? undefined : { errorType, message };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
