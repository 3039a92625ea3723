import type { SourceFile } from 'ts-morph';
import { freeName } from '../edit/free-name.ts';
import { libraryImportEdits } from '../edit/library-imports.ts';
import type { TextEdit } from '../types.ts';
import type { Construction } from './find-constructions.ts';
import { isInsidePerAccount } from './library-calls.ts';
import { narrowingEdits } from './lost-narrowing.ts';
import { accountRegionEdits } from './region-edits.ts';
import { configuredRegion } from './region-origin.ts';

/**
 * `perAccount((aws) => new S3Client(aws({ … })))`: the construction in a factory, and each configuration in it handed to
 * `aws`. Insertions only, at offsets of the construction's own, so that edits around it and inside it do not meet.
 */
export function wrapConstruction(construction: Construction): TextEdit[] {
  const { expression, inner } = construction;
  const file = expression.getSourceFile();
  const perAccount = libraryImportEdits(file, new Set(['perAccount'])).localName('perAccount');
  const aws = factoryParameter(file);
  const configured = [construction, ...inner].flatMap((each) => configurationEdits(each, aws));
  const parameters = configured.length > 0 ? `(${aws})` : '()';
  return [
    insertion(expression.getStart(), `${perAccount}(${parameters} => `),
    ...configured,
    ...narrowingEdits(construction),
    insertion(expression.getEnd(), ')'),
  ];
}

/** A name that means nothing else in the file; the parameters of factories that are there already do not count. */
function factoryParameter(file: SourceFile): string {
  return freeName(file, ['aws', 'account', 'accountAws'], isInsidePerAccount);
}

/** A document client takes no AWS configuration of its own: the client it is made from does. */
function configurationEdits({ expression, made }: Construction, aws: string): TextEdit[] {
  if (made.kind === 'document-client') return [];
  const [config] = expression.getArguments();
  if (!config) return [withoutConfiguration(expression, aws)];
  const chosen = ['chosen', 'literal'].includes(configuredRegion(config));
  const regionEdits = chosen ? accountRegionEdits(config, `${aws}.region`) : [];
  const before = insertion(config.getStart(), chosen ? `${aws}.keepRegion(` : `${aws}(`);
  return [before, ...regionEdits, insertion(config.getEnd(), ')')];
}

/** `new S3Client()`, or `new S3Client` without parentheses. */
function withoutConfiguration(expression: Construction['expression'], aws: string): TextEdit {
  const end = expression.getEnd();
  return expression.getText().endsWith(')') ? insertion(end - 1, `${aws}()`) : insertion(end, `(${aws}())`);
}

function insertion(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}
