import type { SourceFile } from 'ts-morph';
import { oncePerFile } from '../project/once-per-file.ts';
import type { LibraryImport, TextEdit } from '../types.ts';
import { freeName } from './free-name.ts';
import { LIBRARY, type LibraryBindings, libraryBindings } from './library-bindings.ts';
import { insertIntoList } from './list-insertion.ts';
import { type ModuleStyle, moduleStyle } from './module-style.ts';
import { sourceStyle } from './source-style.ts';
import { insertImportStatement } from './statement-slot.ts';

export interface LibraryImports {
  readonly edits: TextEdit[];
  /** What rewritten code of this file calls the export: its own name, unless the file uses that name already. */
  localName(name: LibraryImport): string;
}

/**
 * The edits that make `names` available in a file: none for those it imports already, a longer list where it imports
 * others of the library, else one statement in the file's own style (see `insertImportStatement` for its place).
 */
export function libraryImportEdits(file: SourceFile, names: ReadonlySet<LibraryImport>): LibraryImports {
  return importsOf(file, [...names].sort().join(' '));
}

const importsOf = oncePerFile((file, joined: string): LibraryImports => {
  const names = joined === '' ? [] : (joined.split(' ') as LibraryImport[]);
  const existing = libraryBindings(file);
  const style = moduleStyle(file);
  const localName = (name: LibraryImport): string => importedAs(existing, name) ?? newLocalName(file, style, name);
  return {
    localName,
    // Most ask for the name only: the statement is that of all names together.
    get edits() {
      const missing = names.filter((name) => importedAs(existing, name) === undefined);
      if (missing.length === 0) return [];
      const list = existing.find((bindings) => bindings.names.length > 0);
      const aliasWord = list?.aliasWord ?? (style === 'require' ? ': ' : ' as ');
      const specifiers = missing.map((name) => specifier(name, localName(name), aliasWord));
      return list ? join(file, list, specifiers) : [statement(file, style, specifiers)];
    },
  };
});

interface Specifier {
  readonly name: LibraryImport;
  readonly text: string;
}

function importedAs(existing: readonly LibraryBindings[], name: LibraryImport): string | undefined {
  const local = existing.flatMap(({ names }) => names).find(({ key }) => key === name)?.local;
  const namespace = existing.find((bindings) => bindings.namespace)?.namespace;
  return local ?? (namespace && `${namespace}.${name}`);
}

function newLocalName(file: SourceFile, style: ModuleStyle, name: LibraryImport): string {
  return style === 'import-equals' ? `${libraryObject(file)}.${name}` : freeName(file, [name, alias(name)]);
}

/** `perAccount` becomes `perAwsAccount`, `targetAccountId` becomes `targetAwsAccountId`. */
function alias(name: LibraryImport): string {
  return name.replace('Account', 'AwsAccount').replace(/^account/, 'awsAccount');
}

function libraryObject(file: SourceFile): string {
  return freeName(file, ['credExtract', 'awsCredExtract']);
}

function specifier(name: LibraryImport, local: string, aliasWord: string): Specifier {
  return { name, text: name === local ? name : name + aliasWord + local };
}

function join(file: SourceFile, list: LibraryBindings, specifiers: readonly Specifier[]): TextEdit[] {
  return specifiers.map(({ name, text }) => insertIntoList(file.getFullText(), list.names, name, text));
}

function statement(file: SourceFile, style: ModuleStyle, specifiers: readonly Specifier[]): TextEdit {
  const { quote, semicolon } = sourceStyle(file);
  const library = `${quote}${LIBRARY}${quote}`;
  const names = `{ ${specifiers.map(({ text }) => text).join(', ')} }`;
  const text = {
    import: `import ${names} from ${library}`,
    require: `const ${names} = require(${library})`,
    'import-equals': `import ${libraryObject(file)} = require(${library})`,
  }[style];
  return insertImportStatement(file, text + semicolon, style);
}
