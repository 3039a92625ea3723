import type { PackageInput } from '../package-input.ts';
import type { InitFile } from '../types.ts';
import { dockerfileText } from './dockerfile.ts';
import { envExample, withEntryNames } from './env-example.ts';
import type { Wanted } from './init-files.ts';
import { servedManifest } from './manifest.ts';

export function imageFiles(built: string, { templates, files }: PackageInput): Wanted[] {
  const sources = files.map(({ path }) => path);
  return [
    { path: 'Dockerfile', text: dockerfileText(templates.dockerfile, built, sources), isEdit: false },
    { path: '.dockerignore', text: templates.dockerignore, isEdit: false },
  ];
}

/** Somebody's own file only gets more lines. */
export function settingsFile({ files, existing }: PackageInput): Wanted[] {
  const manifest = files.find(({ path }) => path === 'package.json')?.text ?? '';
  const hasAccounts = manifest.includes('@mcp-multi-account/cred-extract');
  const own = existing.get('.env.example');
  const text = own === undefined ? envExample({ sources: files, hasAccounts }) : withEntryNames(own, hasAccounts);
  return [{ path: '.env.example', text, isEdit: true }];
}

export function manifestFile(built: string, isFactory: boolean, { files }: PackageInput): Wanted[] {
  const manifest = files.find(({ path }) => path === 'package.json');
  return manifest ? [{ path: manifest.path, text: servedManifest(manifest.text, built, isFactory), isEdit: true }] : [];
}

/** What is left to a person where a file of theirs was kept. */
export function keptLines(files: readonly InitFile[]): string[] {
  return files.flatMap(({ path, action, difference }) => {
    const line = `${path} is yours and was kept: ${difference}. --dry-run --force shows the change, --force makes it`;
    return action === 'kept' ? [line] : [];
  });
}
