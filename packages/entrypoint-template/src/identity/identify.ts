import { authInfoOf } from './auth-info.ts';
import { bearerTokenOf, type DistinctHeaders } from './bearer-token.ts';
import { type Challenge, challenge } from './challenge.ts';
import { type ClaimProblem, problemOfClaims } from './check-claims.ts';
import type { ExpectedClaims, IdentityConfig } from './identity-config.ts';
import { targetAccountOf } from './target-account.ts';
import type { Identity } from './verdict.ts';
import { decoder, type Verification, type VerifyToken, verifier } from './verify-token.ts';

/** Who sent a request, by its headers. Never rejects. */
export type Identify = (headers: DistinctHeaders) => Promise<Identity>;

/**
 * Who sends requests, as `config` has it found out. No other header counts: `X-Amzn-Bedrock-AgentCore-Runtime-User-Id` says
 * what the client likes.
 */
export async function createIdentify(config: IdentityConfig): Promise<Identify> {
  const who = await createReader(config);
  return async (headers) => {
    const identity = await who(headers);
    if (identity.kind === 'refused') return identity;
    const target = targetAccountOf(headers);
    return 'kind' in target ? target : { ...identity, ...target };
  };
}

type KnownConfig = Exclude<IdentityConfig, { mode: 'none' }>;

async function createReader(config: IdentityConfig): Promise<Identify> {
  switch (config.mode) {
    case 'none':
      return async () => ({ kind: 'anonymous' });
    case 'agentcore':
      return reader(config, await decoder());
    case 'jwks':
      return reader(config, await verifier(config));
  }
}

function reader(config: KnownConfig, verify: VerifyToken): Identify {
  const refuse = (problem: Challenge) => challenge(problem, config.resource);
  return async (headers) => {
    const bearer = bearerTokenOf(headers);
    switch (bearer.kind) {
      case 'absent':
        return refuse({ message: ABSENT[config.mode], scopes: config.expected.scopes });
      case 'malformed':
        return refuse({ error: 'invalid_request', message: bearer.message });
      case 'token': {
        const outcome = outcomeOf(await verify(bearer.token), config.expected);
        if (outcome.kind === 'unavailable') return { ...UNAVAILABLE, detail: outcome.detail };
        if (outcome.kind === 'refused') return refuse(outcome.challenge);
        return { kind: 'known', authInfo: authInfoOf(bearer.token, outcome.claims) };
      }
    }
  };
}

const ABSENT = {
  agentcore: 'There is no token: Authorization must be among the request headers that the runtime passes on.',
  jwks: 'There is no token.',
} as const;

/** Not 401, for which clients throw a good token away. */
const UNAVAILABLE = {
  kind: 'refused',
  status: 503,
  message: 'Tokens cannot be verified for now. Try again later.',
} as const;

type Outcome =
  | Extract<Verification, { kind: 'claims' | 'unavailable' }>
  | { readonly kind: 'refused'; readonly challenge: Challenge };

function outcomeOf(verification: Verification, expected: ExpectedClaims): Outcome {
  switch (verification.kind) {
    case 'unavailable':
      return verification;
    case 'invalid':
      return refusal('malformed', expected);
    case 'expired':
      return refusal('expired', expected);
    case 'claims': {
      const problem = problemOfClaims(verification.claims, expected);
      return problem ? refusal(problem, expected) : verification;
    }
  }
}

const MESSAGES: Readonly<Record<ClaimProblem, string>> = {
  malformed: 'The token is not valid.',
  expired: 'The token has expired.',
  'not-yet-valid': 'The token is not valid yet.',
  issuer: 'The token is of another issuer.',
  audience: 'The token is for another audience.',
  client: 'The token is of a client that may not call this server.',
  claim: 'The token lacks a claim that this server asks for.',
  scope: 'The token lacks a scope that this server asks for.',
};

function refusal(problem: ClaimProblem, { scopes }: ExpectedClaims): Outcome {
  const message = MESSAGES[problem];
  if (problem === 'scope') return { kind: 'refused', challenge: { error: 'insufficient_scope', message, scopes } };
  return { kind: 'refused', challenge: { error: 'invalid_token', message } };
}
