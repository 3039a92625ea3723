import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Templates } from './types.ts';

/** The published package has them beside its code, the repository at its top. */
const PLACES = ['./templates/', '../../../../templates/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
const SCRIPTS = ['./templates/', '../../../../scripts/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

export async function readTemplates(): Promise<Templates> {
  const folder = placeOf('Dockerfile', PLACES);
  const [dockerfile, dockerignore] = await Promise.all(
    ['Dockerfile', '.dockerignore'].map((name) => readFile(`${folder}${name}`, 'utf8')),
  );
  return { dockerfile: dockerfile ?? '', dockerignore: dockerignore ?? '' };
}

/** Absolute: the script that builds the image and pushes it. */
export function pushScript(): string {
  return `${placeOf('build_and_push.sh', SCRIPTS)}build_and_push.sh`;
}

function placeOf(name: string, places: readonly string[]): string {
  return places.find((folder) => existsSync(`${folder}${name}`)) ?? places[0] ?? '';
}
