/**
 * What a text that may change means. It is read for each use and parsed when it differs from the last time: a file's
 * time stamps do not tell of two writes in one tick of the clock. Uses at the same time share one reading.
 */
export function changingText<Meaning>(
  read: () => Promise<string>,
  parse: (text: string) => Promise<Meaning>,
): () => Promise<Meaning> {
  let known: { readonly text: string; readonly meaning: Promise<Meaning> } | undefined;
  let reading: Promise<string> | undefined;

  return async () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    const text = await reading;
    if (known?.text !== text) known = { text, meaning: parse(text) };
    return known.meaning;
  };
}
