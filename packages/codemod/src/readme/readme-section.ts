/** A call that a reader can copy. */
export interface ExampleCall {
  readonly tool: string;
  /**
   * The tool's own required arguments, with a placeholder such as `<bucket>` where only the reader knows the value. Absent
   * where the source does not tell what they are.
   */
  readonly arguments?: Readonly<Record<string, string | number | boolean>>;
}

export interface ReadmeSection {
  readonly example: ExampleCall;
  /** False when some tools of the package do not take the parameter. */
  readonly isForEveryTool: boolean;
}

/** By which a later run knows the section, also when the maintainers have reworded all of it. */
const BEGIN = '<!-- mcp-multi-account -->';
const END = '<!-- /mcp-multi-account -->';

/** What readers look for last; a section on use stands before it. */
const CLOSING =
  /^(?:licen[sc]es?|contribut\w+|change ?log|releases?|release notes|acknowledge?ments?|credits?|authors?|maintainers?|support|security|code of conduct|development|developing|testing|disclaimer|related(?: projects)?|resources|references|see also|star history)$/i;

/**
 * The README with a section on `target_account_id`, before the sections that close it. A README that has the section, or
 * speaks of the parameter in its own words, belongs to its maintainers: it comes back as it is.
 */
export function addReadmeSection(text: string, section: ReadmeSection): string {
  if (text.includes(BEGIN) || text.includes('target_account_id')) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const headings = sectionHeadings(text);
  const level = headings.some((heading) => heading.level === 2) || headings.length < 2 ? 2 : 1;
  const block = sectionText(section, level).join(eol);
  const sections = headings.filter((heading) => heading.level <= level);
  const closing = sections.slice(sections.findLastIndex(({ title }) => !isClosing(title)) + 1)[0];
  const before = closing?.start ?? footerStart(text);
  return before === undefined ? append(text, block, eol) : insertBefore(text, before, block, eol);
}

function sectionText({ example, isForEveryTool }: ReadmeSection, level: number): string[] {
  const subject = isForEveryTool ? 'Every tool takes' : 'The tools that work in an AWS account take';
  const call = { name: example.tool, arguments: { ...example.arguments, target_account_id: '123456789012' } };
  return [
    BEGIN,
    `${'#'.repeat(level)} Several AWS accounts`,
    '',
    `${subject} an optional \`target_account_id\`, the ID or alias of an AWS account. The call then runs with the credentials`,
    `of that account; without it, with those of the server, as before.${example.arguments ? '' : " Beside the tool's own arguments:"}`,
    '',
    '```json',
    ...JSON.stringify(call, null, 2).split('\n'),
    '```',
    '',
    'Which accounts there are is configured with `@mcp-multi-account/cred-extract`.',
    END,
  ];
}

function isClosing(title: string): boolean {
  return CLOSING.test(title.replace(/^[^\p{Letter}]+|[^\p{Letter}]+$/gu, ''));
}

/** Badges and logos below a last rule close a page too. */
function footerStart(text: string): number | undefined {
  const footer = /(?<=\n)(?:-{3,}|\*{3,})[ \t]*(?:\r?\n)+<[^\n]*>[^#`]*$/.exec(text);
  return footer?.index;
}

interface Heading {
  readonly level: number;
  readonly title: string;
  /** Offset of its line. */
  readonly start: number;
}

/** Headings of the page itself: a comment in a block of code begins with `#` too, and one inside <details> is hidden. */
function sectionHeadings(text: string): Heading[] {
  const found: Heading[] = [];
  let [fence, depth, start] = ['', 0, text.startsWith('\uFEFF') ? 1 : 0];
  for (const line of text.slice(start).split('\n')) {
    const [, mark = ''] = line.match(/^ {0,3}(`{3,}|~{3,})/) ?? [];
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence) && line.trim() === mark) fence = '';
    if (fence === '') {
      depth += count(line, /<details\b/gi) - count(line, /<\/details>/gi);
      const [, signs, title = ''] = line.match(/^(#{1,6})[ \t]+(.*?)[ \t#]*\r?$/) ?? [];
      if (signs && depth <= 0) found.push({ level: signs.length, title, start });
    }
    start += line.length + 1;
  }
  return found;
}

function count(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0;
}

/** An anchor in the line above a heading belongs to it. */
function insertBefore(text: string, offset: number, block: string, eol: string): string {
  const above = text.slice(0, offset).replace(/(?:<a\b[^\n]*>\r?\n)+$/, '');
  const gap = above.trim() === '' || above.endsWith(eol + eol) ? '' : eol;
  return `${above}${gap}${block}${eol}${eol}${text.slice(above.length)}`;
}

function append(text: string, block: string, eol: string): string {
  const gap = text.trim() === '' ? '' : text.endsWith(eol + eol) ? '' : text.endsWith(eol) ? eol : eol + eol;
  return `${text}${gap}${block}${eol}`;
}
