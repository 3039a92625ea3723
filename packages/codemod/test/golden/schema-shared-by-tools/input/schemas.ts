import { z } from 'zod';

export const ObjectShape = {
  bucket: z.string(),
  key: z.string(),
};

const ListShape = { bucket: z.string() };

export const schemas = { list: ListShape };
