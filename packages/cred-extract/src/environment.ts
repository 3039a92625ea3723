/** Environment variables, as `process.env` holds them. Spelled out, so that users need no Node types to compile. */
export type Environment = Readonly<Record<string, string | undefined>>;
