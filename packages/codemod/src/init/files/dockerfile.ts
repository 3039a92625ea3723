/** The template, with the entry file named where the image's own search would not find it, or would find another file. */
export function dockerfileText(template: string, built: string, sources: readonly string[]): string {
  const there = new Set([...sources, built]);
  const found = searched(template).find((path) => there.has(path));
  return found === built ? template : template.replace(/^ARG ENTRY=$/m, `ARG ENTRY=${built}`);
}

/** The places where the template looks, in its order. */
export function searched(template: string): string[] {
  const list = /for entry in "\$ENTRY"([\s\S]*?); do/.exec(template)?.[1] ?? '';
  return list.split(/[\s\\]+/).filter((path) => path !== '');
}
