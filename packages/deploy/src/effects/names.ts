const verbs: Readonly<Record<string, string>> = { DELETE: 'remove', PUT: 'put' };

/** The effect of a call of the Engine API, such as `container.start`; undefined for one that only asks. Pure. */
export function callName(method: string, path: string): string | undefined {
  const [, kind = '', ...rest] = path
    .replace(/\?.*/, '')
    .replace(/^\/v[\d.]+(?:\/libpod)?(?=\/)/, '')
    .split('/');
  const last = rest.at(-1) ?? '';
  // The only POST that waits and changes nothing.
  if (method === 'GET' || method === 'HEAD' || last === 'wait') return undefined;
  const verb = verbs[method] ?? (kind === 'images' && last === 'create' ? 'pull' : last);
  return `${kind.replace(/s$/, '')}.${verb}`;
}

/**
 * The effect of commands on the proxy's runtime socket, such as `proxy set server`, by the first that changes something; what is
 * added for others in the line counts only when there are none. Undefined when all only show. Pure.
 */
export function commandName(texts: readonly string[]): string | undefined {
  const changing = texts.filter((text) => !text.startsWith('show '));
  const [first] = [...changing.filter((text) => !/^(add|enable) /.test(text)), ...changing];
  return first === undefined ? undefined : `proxy ${first.split(' ', 2).join(' ')}`;
}
