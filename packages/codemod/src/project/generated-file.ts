import type { ParsedProject } from '../types.ts';

const GENERATED = /@generated\b|\bauto-?generated\b|\bdo not (?:edit|modify)\b/i;

/**
 * Whether a program wrote the file and would overwrite what is changed in it: a comment above its code says `@generated`, or
 * not to edit it. The same words further down are about something else.
 */
export function isGenerated(text: string): boolean {
  return GENERATED.test(firstComments(text));
}

function firstComments(text: string): string {
  return /^\uFEFF?(?:#!.*)?(?:\s+|\/\/.*|\/\*[\s\S]*?\*\/|(['"])use \w+\1;?)*/.exec(text)?.[0] ?? '';
}

/** The paths of a project's generated files. */
export function generatedFiles(project: ParsedProject): ReadonlySet<string> {
  const generated = project.files.filter((file) => isGenerated(file.getFullText()));
  return new Set(generated.map((file) => project.pathOf(file)));
}
