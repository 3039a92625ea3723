/** The command will not do what it was asked. The message is for the user, says what to do, and repeats no secret. */
export class Refusal extends Error {
  static {
    this.prototype.name = 'Refusal';
  }
}
