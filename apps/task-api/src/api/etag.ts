/** The entity tag of a revision, RFC 9110, 8.8.3. */
export function etagOf(revision: number): string {
  return `"${revision}"`;
}

/** Which revisions `If-Match` lets be changed: all without it, none that a weak tag names (RFC 9110, 13.1.1). */
export function acceptedBy(ifMatch: string | undefined): (revision: number) => boolean {
  if (ifMatch === undefined || ifMatch.trim() === '*') return () => true;
  const tags = tagsIn(ifMatch);
  return (revision) => tags.includes(etagOf(revision));
}

/** Whether `If-None-Match` names the revision, weak or strong (RFC 9110, 13.1.2). */
export function isKnown(ifNoneMatch: string | undefined, revision: number): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = tagsIn(ifNoneMatch).map((tag) => tag.replace(/^W\//, ''));
  return ifNoneMatch.trim() === '*' || tags.includes(etagOf(revision));
}

function tagsIn(header: string): string[] {
  return header.split(',').map((tag) => tag.trim());
}
