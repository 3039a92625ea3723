import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { Reading } from './candidate.ts';
import { readCsv } from './read-csv.ts';
import { readAccountList } from './read-entries.ts';

/** @throws Refusal when the file cannot be read, or is of no known kind. */
export async function readAccountFile(path: string): Promise<Reading> {
  const text = await textOf(path);
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return readCsv(text);
    case '.json':
    case '.yaml':
    case '.yml':
      return readAccountList(text);
    default:
      throw new Refusal(`${basename(path)} must be a .csv, .json or .yaml file.`);
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`);
  }
}
