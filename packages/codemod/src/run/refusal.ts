/** The codemod will not touch the project. The message is for the user and says what to do; nothing was written. */
export class Refusal extends Error {
  static {
    this.prototype.name = 'Refusal';
  }
}
