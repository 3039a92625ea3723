/** What an AssumeRole call asks for besides the role itself. */
export interface SessionTerms {
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  /** Session tags. */
  readonly tags?: Readonly<Record<string, string>>;
  /** An inline session policy, as JSON text. */
  readonly policy?: string;
  readonly policyArns?: readonly string[];
}
