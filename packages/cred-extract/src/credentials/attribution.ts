import type { Caller } from '../caller.ts';
import { ConfigurationError } from '../errors.ts';
import type { AttributedClaim, AttributionConfig } from './attribution-config.ts';
import { fittedName, SESSION_NAME, TAG_VALUE } from './fitted-name.ts';
import type { SessionTerms } from './session-terms.ts';

/**
 * What of `caller` becomes part of its sessions; undefined where nobody is known, so that the session is everybody's.
 * Values are cut and cleaned to what AWS takes, and stay different for different callers.
 *
 * @throws ConfigurationError for a caller whose groups do not fit into a tag.
 */
export function attributionTerms(config: AttributionConfig, caller: Caller | undefined): SessionTerms | undefined {
  if (!caller) return undefined;
  const name = nameOf(caller);
  const tags = tagsOf(config.tags ?? {}, caller);
  const terms: SessionTerms = {
    ...(config.sessionName && name !== undefined && { sessionName: name }),
    ...(config.sourceIdentity && name !== undefined && { sourceIdentity: name }),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
  return Object.keys(terms).length > 0 ? terms : undefined;
}

/** Whether sessions of different callers can differ. */
export function isAttributed({ sessionName, sourceIdentity, tags = {} }: AttributionConfig): boolean {
  return sessionName === true || sourceIdentity === true || Object.keys(tags).length > 0;
}

/** A client that acts for itself is named by its ID, which is nobody's subject. */
function nameOf({ subject, clientId }: Caller): string | undefined {
  if (subject !== undefined) return fittedName(subject, 'subject', SESSION_NAME);
  return clientId === undefined ? undefined : fittedName(`client:${clientId}`, 'client', SESSION_NAME);
}

function tagsOf(keys: Readonly<Record<string, AttributedClaim>>, caller: Caller): Record<string, string> {
  const entries = Object.entries(keys).map(([key, claim]) => [key, claimValue(claim, caller)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function claimValue(claim: AttributedClaim, caller: Caller): string | undefined {
  switch (claim) {
    case 'groups':
      return groupsOf(caller);
    case 'subject':
    case 'clientId': {
      const value = caller[claim];
      return value === undefined ? undefined : fittedName(value, claim, TAG_VALUE);
    }
  }
}

/**
 * In order and once each, so that the same groups make the same session.
 *
 * @throws ConfigurationError where they do not fit. Cut, they would be the groups of somebody else.
 */
function groupsOf({ groups }: Caller): string | undefined {
  if (groups.length === 0) return undefined;
  const names = [...new Set(groups)].map((group) => fittedName(group, 'group', GROUP)).sort();
  const value = `:${names.join(':')}:`;
  if (value.length <= TAG_VALUE.max) return value;
  throw new ConfigurationError(
    `The caller has more groups than fit into a session tag of ${TAG_VALUE.max} characters. Take groups out of session.attribution.tags.`,
  );
}

/** A colon in a group's name would make two groups of it. */
const GROUP = { ...TAG_VALUE, forbidden: /[^\p{L}\p{Z}\p{N}_./=+\-@]/gu };
