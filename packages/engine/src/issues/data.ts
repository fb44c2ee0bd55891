/** An object of parsed JSON. */
export type Data = Readonly<Record<string, unknown>>;

/** Undefined for what is no object. */
export function fields(data: unknown): Data | undefined {
  return data !== null && typeof data === 'object' && !Array.isArray(data) ? (data as Data) : undefined;
}

/** What is at the end of a path of names. */
export function field(data: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => fields(inner)?.[name], data);
}

/** The objects of a list; none for what is no list. */
export function entries(data: unknown): Data[] {
  return Array.isArray(data) ? data.map(fields).filter((each) => each !== undefined) : [];
}

/** A string or number as text, else nothing. */
export function text(data: unknown): string {
  return typeof data === 'string' || typeof data === 'number' ? String(data) : '';
}
