import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Declarations of packages, which all cases share. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Compiles a copied case with its own configuration, as its build script does, and writes the output.
 *
 * @returns what the compiler says of `entry`, and whether it compiles it at all.
 */
export function compile(folder: string, entry: string): { readonly isCompiled: boolean; readonly errors: string[] } {
  const name = existsSync(join(folder, 'tsconfig.build.json')) ? 'tsconfig.build.json' : 'tsconfig.json';
  const config = ts.readConfigFile(join(folder, name), ts.sys.readFile).config;
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder, undefined, join(folder, name));
  const program = ts.createProgram(fileNames, options, sharingHost(options));
  const source = program.getSourceFile(join(folder, entry));
  if (!source) return { isCompiled: false, errors: [] };
  const diagnostics = [...program.getOptionsDiagnostics(), ...ts.getPreEmitDiagnostics(program, source)];
  if (!options.noEmit) program.emit();
  return {
    isCompiled: true,
    errors: diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  };
}

function sharingHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getSourceFile: (path, version) => {
      const key = `${path} ${options.module} ${options.target}`;
      if (path.includes('/node_modules/') && parsed.has(key)) return parsed.get(key);
      const file = host.getSourceFile(path, version);
      parsed.set(key, file);
      return file;
    },
  };
}
