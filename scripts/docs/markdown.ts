/** A table; `|` in a cell stays a character. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

export function page(title: string, ...parts: readonly string[]): string {
  return `${[`# ${title}`, generated, ...parts].join('\n\n')}\n`;
}

const generated = '<!-- Made by `npm run docs` from the sources; edit those. -->';
