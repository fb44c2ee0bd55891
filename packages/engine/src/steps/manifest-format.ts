/** The attributes of a JAR manifest: those of its first section, and those of each named one. */
export interface Manifest {
  readonly main: ReadonlyMap<string, string>;
  readonly entries: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** A line that starts with a blank goes on with the one before. https://docs.oracle.com/javase/8/docs/technotes/guides/jar/jar.html */
export function parseManifest(text: string): Manifest {
  const [main = '', ...others] = text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\n ', '')
    .split(/\n{2,}/);
  const entries = others.flatMap((section): [string, Map<string, string>][] => {
    const { Name: name, ...rest } = Object.fromEntries(attributesOf(section));
    return name === undefined ? [] : [[name, new Map(Object.entries(rest))]];
  });
  return { main: new Map(attributesOf(main)), entries: new Map(entries) };
}

function attributesOf(section: string): [string, string][] {
  return section.split('\n').flatMap((line): [string, string][] => {
    const { name, value } = /^(?<name>[\w-]+): ?(?<value>.*)$/.exec(line)?.groups ?? {};
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
}
