/** What a token such as `$BUILD_STATUS` or `${ENV, var="HOME"}` stands for; undefined when nobody knows it. */
export type Token = (
  name: string,
  argument: (name: string) => string | undefined,
) => Promise<string | undefined>;

const pattern = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)((?:\s*,\s*\w+\s*=\s*(?:"[^"]*"|[\w.-]+))*)\s*\})/g;

/** Texts may name others that name further ones. */
const deepest = 5;

/** A text with its tokens in place, as the plugins token-macro and email-ext have them; unknown ones stay. */
export async function expand(text: string, token: Token, depth = 0): Promise<string> {
  let expanded = '';
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole, plain, braced = '', given = ''] = match;
    const found = await token(plain ?? braced, argumentsIn(given));
    const own =
      found?.includes('$') === true && depth < deepest ? await expand(found, token, depth + 1) : found;
    expanded += text.slice(from, match.index) + (own ?? whole);
    from = match.index + whole.length;
  }
  return expanded + text.slice(from);
}

function argumentsIn(given: string): (name: string) => string | undefined {
  const pairs = [...given.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([\w.-]+))/g)];
  const values = new Map(pairs.map(([, name = '', quoted, bare]) => [name, quoted ?? bare ?? '']));
  return (name) => values.get(name);
}
