/** A JSON log line as a person reads it at a terminal: time of day, level, message, and the rest as `name=value`. */
export function plainLine(line: string): string {
  const { time, level, source: _source, message, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const details = Object.entries(rest).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  return `${String(time).slice(11, 19)} ${level} ${message}${details.join('')}\n`;
}
