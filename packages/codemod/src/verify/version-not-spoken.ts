/** The server answers, but with another protocol version. */
export class VersionNotSpokenError extends Error {
  constructor(answered: string | undefined) {
    super(answered === undefined ? 'the server names no version' : `the server answers with ${answered}`);
  }
}
