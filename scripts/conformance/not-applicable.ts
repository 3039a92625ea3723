const ASKS =
  'The tool asks the client and waits. The answer is another HTTP request, and without sessions another server gets it, so the question fails at once.';

/** The scenarios that the entry point cannot pass by its nature, each with the reason. */
export const NOT_APPLICABLE: Readonly<Record<string, string>> = {
  'tools-call-sampling': ASKS,
  'tools-call-elicitation': ASKS,
  'elicitation-sep1034-defaults': ASKS,
  'elicitation-sep1330-enums': ASKS,
  'server-sse-polling':
    'The client loses the stream of a call and asks for the rest with `Last-Event-ID`. There is no session to find the call by.',
  'server-sse-multiple-streams':
    'It stops without a session ID. That many requests run at once is tested by the entry point’s own tests.',
};
