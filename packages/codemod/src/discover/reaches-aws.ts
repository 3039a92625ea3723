import type { SourceFile } from 'ts-morph';

const REACHES_AWS = /aws-sdk|aws4|signature-v4|child_process|execa|cross-spawn/;

/** Whether code of a file may reach AWS, by itself or by the project files that it imports. */
export function mayReachAws(file: SourceFile): boolean {
  const files = new Set([file]);
  for (const each of files) {
    if (REACHES_AWS.test(each.getFullText())) return true;
    for (const statement of [...each.getImportDeclarations(), ...each.getExportDeclarations()]) {
      const imported = statement.getModuleSpecifierSourceFile();
      if (imported) files.add(imported);
    }
  }
  return false;
}
