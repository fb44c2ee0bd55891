/**
 * Makes the function that blots out secrets. Every value is replaced by `****` as it is, line by line when
 * it has several, and in Base64; longer forms first, so that a secret inside another leaves no remainder.
 */
export function masker(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((masked, form) => masked.replaceAll(form, '****'), text);
}

/** Applies `mask` to every string inside an event, except those of the event's own vocabulary. */
export function maskEvent<Event extends { readonly type: string }>(
  event: Event,
  mask: (text: string) => string,
): Event {
  const masked = Object.entries(event).map(([key, value]) => [
    key,
    ownWords.has(key) ? value : maskValue(value, mask),
  ]);
  return Object.fromEntries(masked) as Event;
}

const ownWords = new Set(['type', 'result', 'kind', 'stream', 'code']);

function maskValue(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, mask));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, ownWords.has(key) ? item : maskValue(item, mask)]),
  );
}

function formsOf(secret: string): string[] {
  if (secret.trim() === '') return [];
  const lines = secret.split('\n').filter((line) => line.trim().length > 3);
  return [secret, Buffer.from(secret).toString('base64'), ...lines];
}
