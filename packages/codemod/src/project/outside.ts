/**
 * Whether a file lies outside of the folder that is worked on. Sources of other workspace packages are given this way, so that it
 * can be told what the folder's own code means; they are never edited.
 */
export function isOutside(path: string): boolean {
  return path.startsWith('../');
}
