/** Parts of a word of the shell; in a JSON array its quotes stand behind backslashes. Quotes that never end go on to the end of the line. */
const part = String.raw`\\"(?:(?!\\")[^\n])*\\"|\\[^]|"(?:\\[^]|[^"\\\n])*"|'[^'\n]*'|[^\s"'\\]|["'][^\n]*`;

/** What a variable is given, as the pattern of a regular expression: a run of parts, of which quotes in front may hold several lines. */
export const valueForm: string = String.raw`(?:"(?:\\[^]|[^"\\])*"|'[^']*')(?:${part})*|(?:${part})+`;

const printed =
  /\b(?:echo|printf)(?:\s+(?:\\"(?:(?!\\")[^])*\\"|\\[^]|"(?:\\[^]|[^"\\])*"|'[^']*'|[^\s"'\\;&|()<>])+)+/g;
const quoted = /\\"(?:(?!\\")[^])*\\"|"(?:\\[^]|[^"\\])*"|'[^']*'/g;

/** A script without what it prints in quotes, or gives to another program as a here-document. */
export function withoutTexts(script: string): string {
  return withoutDocuments(script).replaceAll(printed, (command) => command.replaceAll(quoted, '""'));
}

/** A line whose here-document is a script: a shell reads it, or nothing but RUN is named. */
const isRead = /^(?!.*\b(?:cat|tee)\b).*(?<![\w.-])(?:ba|da|a|z|k)?sh\b(?!\.)|^(?:RUN )?(?:--\S+ )*<<\S+$/i;

/** What a shell reads stays. */
function withoutDocuments(script: string): string {
  let end: string | undefined;
  const lines = script.split('\n').map((line) => {
    if (end !== undefined) {
      if (line.trim() === end) end = undefined;
      return '';
    }
    const [, , name] = /<<-?[ \t]*(["']?)([A-Za-z_]\w*)\1/.exec(line) ?? [];
    if (name !== undefined && !isRead.test(line.trim().replaceAll(/\s+/g, ' '))) end = name;
    return line;
  });
  return lines.join('\n');
}
