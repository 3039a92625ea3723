import type { ParsedProject } from '../types.ts';

const known = new WeakMap<ParsedProject, Map<string, boolean>>();

/**
 * Whether any parsed file of the project matches `pattern`. Read once for each pattern: to ask it of all files for every file
 * would make the run grow with the square of their number.
 */
export function projectMentions(project: ParsedProject, pattern: RegExp): boolean {
  const answers = known.get(project) ?? new Map<string, boolean>();
  known.set(project, answers);
  const key = String(pattern);
  const answer = answers.get(key) ?? project.files.some((file) => file.getFullText().search(pattern) >= 0);
  answers.set(key, answer);
  return answer;
}
