import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
/** Tests construct clients to test them; they run in no account's context. */
const NOT_OURS =
  /^(?:node_modules|dist|build|out|coverage|tests?|spec|e2e|__tests__|__mocks__|\..*)$|[.-](?:test|spec|e2e)\.[cm]?[jt]sx?$/;

/** AWS SDK v3 constructions in a folder's sources, by text alone: an oracle that shares nothing with the codemod. */
export async function countConstructions(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const counts = entries
    .filter(({ name }) => !NOT_OURS.test(name))
    .map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return countConstructions(path);
      return entry.isFile() && SOURCE.test(entry.name) ? constructionsIn(await readFile(path, 'utf8')) : 0;
    });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** Clients that are constructed, or derived by `.from(`, in one file. */
export function constructionsIn(text: string): number {
  const code = withoutComments(text);
  const names = importedClients(code);
  return names.reduce((sum, name) => {
    const made = new RegExp(`\\bnew\\s+${name}\\s*[(<]|\\b${name}\\s*\\.\\s*from\\s*\\(`, 'g');
    return sum + (code.match(made)?.length ?? 0);
  }, 0);
}

/** `{ S3Client, S3 as Storage }` of `@aws-sdk/client-*` and `lib-dynamodb`; commands and errors are no clients. */
function importedClients(code: string): string[] {
  const imports = code.matchAll(
    /(?:import|const|let|var)\s*(?:type\s*)?\{([^}]*)\}\s*(?:from\s*|=\s*(?:require|await import)\s*\(\s*)['"]@aws-sdk\/(?:client-[\w-]+|lib-dynamodb)['"]/g,
  );
  return [...imports]
    .flatMap(([, list = '']) => list.split(','))
    .map((entry) => entry.trim().split(/\s+as\s+|\s*:\s*/))
    .filter(([name = '']) => /^[A-Z]\w*$/.test(name) && !/(?:Command|Exception|Error|Input|Output|Request)$/.test(name))
    .map(([name = '', alias]) => alias ?? name);
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}
