/** A piece of a Java source; of a text, `text` is its value. Comments and blanks are none. */
export interface Token {
  readonly kind: 'word' | 'text' | 'sign';
  readonly text: string;
}

const pieces = [
  /(?<skipped>\s+|\/\/[^\n]*|\/\*[^]*?\*\/)/,
  /"""[ \t]*\n(?<block>(?:[^\\]|\\[^])*?)"""/,
  /"(?<text>(?:[^"\\\n]|\\.)*)"/,
  /'(?<character>(?:[^'\\\n]|\\.)+)'/,
  /(?<word>[\w$]+)/,
  /(?<sign>->|==|!=|<=|>=|&&|\|\||::|[^])/,
];
const piece = new RegExp(pieces.map(({ source }) => source).join('|'), 'gy');

/** The tokens of a Java source, as far as tests need them: text blocks, texts, words and signs. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  for (const { groups = {} } of source.matchAll(piece)) {
    const { block, text, character, word, sign } = groups;
    if (block !== undefined) tokens.push({ kind: 'text', text: unescaped(withoutIndent(block)) });
    else if (text !== undefined) tokens.push({ kind: 'text', text: unescaped(text) });
    else if (character !== undefined) tokens.push({ kind: 'text', text: unescaped(character) });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** The last line of a block counts even when it is blank: it is where the end mark stands. */
function withoutIndent(block: string): string {
  const lines = block.split('\n');
  const counted = lines.filter((line, index) => line.trim() !== '' || index === lines.length - 1);
  const indent = Math.min(...counted.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ' };

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(\n)|([^]))/g, (_, hex, octal, end, one) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(String(hex), 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(String(octal), 8));
    return end === undefined ? (escapes[String(one)] ?? String(one)) : '';
  });
}
