/**
 * Whether a text may name an image. The engine's client puts it into the path of a request: an empty one, or one that
 * leads elsewhere, would be another request. https://github.com/distribution/reference
 */
export function isImageName(text: string): boolean {
  return /^(?:\[[0-9a-fA-F:.]+\](?::\d+)?\/[\w]|[A-Za-z0-9])[\w.:@-]*(?:\/[\w][\w.:@-]*)*$/.test(text);
}
