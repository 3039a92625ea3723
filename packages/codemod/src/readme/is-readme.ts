import type { SourceText } from '../types.ts';

const README = /(?:^|\/)readme\.md$/i;

export function isReadme({ path }: Pick<SourceText, 'path'>): boolean {
  return README.test(path);
}
