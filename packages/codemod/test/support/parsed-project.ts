import { Project, ts } from 'ts-morph';
import type { ParsedProject } from '../../src/types.ts';

/** An in-memory project, parsed as the engine parses one: no libraries, no node_modules. */
export function parsedProject(files: Readonly<Record<string, string>>): ParsedProject {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: {
      allowJs: true,
      noLib: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    },
  });
  const parsed = Object.entries(files).map(([path, text]) => project.createSourceFile(`/${path}`, text));
  return { files: parsed, pathOf: (file) => file.getFilePath().slice(1) };
}
