/**
 * The server is set up wrongly; `message` says which setting to correct.
 *
 * Its stack is the message alone: `await serve(…)` at the top of a program lets Node print the error, and a trace
 * through this package helps nobody who mistyped a port.
 */
export class ServeConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }

  // On the prototype, as with built-in errors, so that it survives minification.
  static {
    this.prototype.name = 'ServeConfigurationError';
  }
}
