/** Shorter values would blot out half the log; they are refused. */
const shortestSecret = 3;
/** A piece or an encoding of a secret shorter than this stands too often for something else. */
const shortestPiece = 6;

/**
 * Every form in which a secret may turn up in a log: as it is, trimmed, line by line, quoted for a shell, escaped for
 * JSON, XML and URLs, in Base64 (both alphabets, at each of the three alignments) and in hex. Empty for a value that
 * is too short.
 */
export function formsOf(secret: string): string[] {
  const whole = secret.trim();
  if (whole.length < shortestSecret) return [];
  const lines = whole.split(/\r?\n/).map((line) => line.trim());
  const pieces = lines.length > 1 ? lines : [];
  const derived = [whole, ...pieces].flatMap((text) => [text].concat(encodings(text)));
  // A multi-line value is also encoded as it stands, with the line end that files have.
  const encoded = secret === whole ? [] : [...encodings(secret)];
  const long = [...derived, ...encoded].filter((form) => form.length >= shortestPiece);
  return [...new Set([whole, secret, whole.replaceAll('\r\n', '\n'), ...long])];
}

function encodings(text: string): string[] {
  const bytes = Buffer.from(text);
  const json = JSON.stringify(text).slice(1, -1);
  const uri = encodeURIComponent(text.toWellFormed());
  return [
    json,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('/', '\\/'),
    text.replaceAll("'", `'\\''`),
    text.replaceAll("'", `'"'"'`),
    text.replaceAll(/["$`\\]/g, '\\$&'),
    text.replaceAll(/[^\w@%+=:,./-]/g, '\\$&'),
    text.replaceAll(/[&<>]/g, (found) => xml[found] ?? found),
    text.replaceAll(/[&<>"']/g, (found) => xml[found] ?? found),
    uri,
    uri.replaceAll(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`),
    uri.replaceAll(/%[0-9A-F]{2}/g, (found) => found.toLowerCase()),
    uri.replaceAll('%20', '+'),
    encodeURI(text.toWellFormed()),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64Forms(bytes),
  ];
}

const xml: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Base64 of the value by itself, and the part of it that stays the same whatever stands before and behind it, for
 * each of the three places in a group of bytes at which it may begin.
 */
function base64Forms(bytes: Buffer): string[] {
  const forms = [bytes.toString('base64'), bytes.toString('base64').replaceAll('=', '')];
  for (let shift = 0; shift < 3; shift += 1) {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const fromHere = Math.ceil((shift * 8) / 6);
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    forms.push(text.slice(fromHere, whole));
  }
  return [...forms, ...forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}
