import { readFileSync } from 'node:fs';

/** A call as a document writes it down: one curl command. */
export interface WrittenCall {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** As it is, or the name of a file after an `@`. */
  body: string | null;
  /** Name of a form's field and of the file that goes with it. */
  form: { field: string; fileName: string } | null;
}

/** Texts of the fenced blocks of one language in a Markdown document, in order. */
export function fencedBlocks(path: string | URL, language: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block]) => block ?? '',
  );
}

/** Words of a shell command, with its quotes taken off and variables of double quotes filled in; '…' stay as they are. */
function shellWords(command: string, variables: Readonly<Record<string, string>>): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) =>
    single === undefined ? filledIn(double ?? bare ?? '', variables) : single,
  );
}

/** The text with each `$NAME` replaced; a name that nobody knows is an error of the document. */
export const filledIn = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replace(/\$([A-Z]+)/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`the document uses $${name} before it has one`);
    return value;
  });

/** Reads one curl command. Options that it does not know are an error: they would be left untried. */
export function readCurl(command: string, variables: Readonly<Record<string, string>>): WrittenCall {
  const [program, ...words] = shellWords(command.trim(), variables);
  if (program !== 'curl') throw new Error(`no curl command: ${command}`);
  const call: WrittenCall = { method: 'GET', url: '', headers: {}, body: null, form: null };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const value = (): string => words.shift() ?? '';
    if (word === '-sS' || word === '-i') continue;
    if (word === '-X') call.method = value();
    else if (word === '-d') call.body = value();
    else if (word === '-H') {
      const [, name = '', text = ''] = /^([\w-]+): (.*)$/.exec(value()) ?? [];
      call.headers[name] = text;
    } else if (word === '-F') {
      const [, field = '', fileName = ''] = /^(\w+)=@(.+)$/.exec(value()) ?? [];
      call.form = { field, fileName };
    } else if (word.startsWith('http')) call.url = word;
    else throw new Error(`not read of a curl command: ${word}`);
  }
  return call;
}
