import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { quietSqliteWarning } from '../../src/cli/quiet-warnings.ts';

function warned(name: string, message: string): string[] {
  const program = new EventEmitter();
  const printed: string[] = [];
  program.on('warning', (warning: Error) => printed.push(warning.message));
  quietSqliteWarning(program);
  program.emit('warning', Object.assign(new Error(message), { name }));
  return printed;
}

it('keeps the warning of an experimental SQLite from the terminal', () => {
  expect(warned('ExperimentalWarning', 'SQLite is an experimental feature and might change at any time')).toEqual([]);
});

it('lets every other warning through', () => {
  expect(warned('ExperimentalWarning', 'Another feature')).toEqual(['Another feature']);
  expect(warned('MaxListenersExceededWarning', 'SQLite')).toEqual(['SQLite']);
});
