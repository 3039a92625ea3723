import { z } from 'zod';

export const ObjectShape = { key: z.string() };
export const SearchSchema = z.object({ query: z.string() });
