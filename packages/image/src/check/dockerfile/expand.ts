/**
 * Fills `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}` of an instruction. Undefined where a variable has
 * no value here. https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function expand(text: string, values: ReadonlyMap<string, string>): string | undefined {
  let isKnown = true;
  const filled = text.replaceAll(
    /\$(?:(?<plain>\w+)|\{(?<name>\w+)(?::?(?<kind>[-+])(?<other>[^}]*))?\})/g,
    (...match) => {
      const { plain, name, kind, other = '' } = match.at(-1) as Groups;
      const value = values.get(plain ?? name ?? '');
      if (kind === '+') return value === undefined ? '' : other;
      const result = value ?? (kind === '-' ? other : undefined);
      isKnown &&= result !== undefined;
      return result ?? '';
    },
  );
  return isKnown ? filled : undefined;
}

type Groups = Readonly<Partial<Record<'plain' | 'name' | 'kind' | 'other', string>>>;
