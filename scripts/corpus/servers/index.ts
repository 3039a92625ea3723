import type { CorpusServer } from '../corpus-server.ts';
import { AWS } from './aws.ts';
import { CHOSEN } from './chosen.ts';
import { FRAMEWORKS } from './frameworks.ts';
import { PLAIN } from './plain.ts';

/** The 41 of `shared/corpus/development.json`, which the codemod was developed against. */
export const DEVELOPMENT: readonly CorpusServer[] = [...AWS, ...PLAIN, ...FRAMEWORKS];
export { CHOSEN };
export const SERVERS: readonly CorpusServer[] = [...DEVELOPMENT, ...CHOSEN];
