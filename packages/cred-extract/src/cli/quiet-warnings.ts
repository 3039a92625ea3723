/**
 * Node 22 calls its SQLite experimental on stderr of every command. Nobody who runs one can do anything about it; all other
 * warnings stay.
 */
export function quietSqliteWarning(process: NodeJS.EventEmitter): void {
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error) => {
    if (warning.name === 'ExperimentalWarning' && warning.message.includes('SQLite')) return;
    for (const print of printers) print.call(process, warning);
  });
}
