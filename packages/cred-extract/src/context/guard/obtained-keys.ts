import type { AccountSession } from '../../credentials/account-session.ts';
import { AccountContextBypassError } from '../../errors.ts';
import { adopt } from './issued-keys.ts';

/**
 * Operations that answer with credentials of the account that asks, or of a role of it. Only these: any other answer with
 * keys in it, such as an item of a table, says nothing of whose they are.
 */
const OPERATIONS: ReadonlySet<string> = new Set([
  'AssumeRoleCommand',
  'AssumeRoleWithSAMLCommand',
  'AssumeRoleWithWebIdentityCommand',
  'AssumeRootCommand',
  'CreateSessionCommand',
  'GetFederationTokenCommand',
  'GetSessionTokenCommand',
]);

interface Arguments {
  readonly input: { readonly RoleArn?: unknown; readonly TargetPrincipal?: unknown };
}
interface Answer {
  readonly output?: {
    readonly AssumedRoleUser?: { readonly Arn?: string };
    readonly FederatedUser?: { readonly Arn?: string };
    readonly Credentials?: { readonly AccessKeyId?: string; readonly Expiration?: Date };
  };
}
type Next = (args: Arguments) => Promise<Answer>;

interface MiddlewareStack {
  add(middleware: (next: Next, context: { commandName?: string }) => Next, options: object): void;
}

/**
 * Keys that `client` obtains from AWS (S3 Express sessions, roles assumed from the account's session) become keys of
 * `session`, for the guard. `client` is what a factory of `perAccount` made: a client of AWS SDK v3, or an object of several.
 */
export function adoptObtainedKeys(client: object, session: AccountSession): void {
  for (const candidate of [client, ...Object.values(client)]) {
    const stack = (candidate as { middlewareStack?: Partial<MiddlewareStack> } | null | undefined)?.middlewareStack;
    stack?.add?.(
      (next, { commandName }) =>
        commandName !== undefined && OPERATIONS.has(commandName) ? adopting(next, session) : next,
      // Around all others, so that nothing a program adds stands between AWS's answer and the guard.
      { step: 'initialize', priority: 'high', name: 'mcpAccountObtainedKeys', override: true },
    );
  }
}

/** @throws AccountContextBypassError for a session of another account, before it exists. */
function adopting(next: Next, session: AccountSession): Next {
  return async (args) => {
    const { accountId } = session.info;
    const asked = accountOf(args.input.RoleArn) ?? accountOf(args.input.TargetPrincipal);
    if (asked !== undefined && asked !== accountId) throw foreignSession(accountId, asked);
    const answer = await next(args);
    const { AssumedRoleUser, FederatedUser, Credentials } = answer.output ?? {};
    const granted = accountOf(AssumedRoleUser?.Arn) ?? accountOf(FederatedUser?.Arn) ?? accountId;
    const { AccessKeyId: accessKeyId, Expiration: expiration } = Credentials ?? {};
    if (granted === accountId && accessKeyId) adopt(session, { accessKeyId, ...(expiration && { expiration }) });
    return answer;
  };
}

/** Of an ARN, `arn:aws:iam::<account>:role/…`, or of a bare account ID. */
function accountOf(principal: unknown): string | undefined {
  return typeof principal === 'string' ? /^(?:arn:[\w-]+:\w+::)?(\d{12})(?::|$)/.exec(principal)?.[1] : undefined;
}

function foreignSession(accountId: string, asked: string): AccountContextBypassError {
  return new AccountContextBypassError(
    `A call for AWS account ${accountId} asked for credentials of account ${asked}. One call answers for one account: ` +
      `name ${asked} as target_account_id in a call of its own, or wrap the code in asServer() if the server itself acts there.`,
  );
}
