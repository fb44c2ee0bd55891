/** What a request asks of a registry, by its path. `name` is the repository. */
export type Route =
  | { readonly kind: 'version' }
  | { readonly kind: 'manifest'; readonly name: string; readonly reference: string }
  | { readonly kind: 'blob'; readonly name: string; readonly digest: string }
  | { readonly kind: 'tags'; readonly name: string; readonly page: TagPage }
  | { readonly kind: 'referrers'; readonly name: string; readonly digest: string }
  | { readonly kind: 'unknown' };

/** A part of a list of tags: at most `count`, those after `last`. */
export interface TagPage {
  readonly count: number | undefined;
  readonly last: string | undefined;
}

/** Reads the path and query of a request. https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints */
export function routeOf(address: string): Route {
  const { pathname, searchParams } = new URL(address, 'http://registry');
  if (pathname === '/v2/' || pathname === '/v2') return { kind: 'version' };
  const [, name = '', kind, reference = ''] =
    /^\/v2\/(.+)\/(manifests|blobs|tags|referrers)\/([^/]+)$/.exec(pathname) ?? [];
  switch (kind) {
    case 'manifests':
      return { kind: 'manifest', name, reference };
    case 'blobs':
      return { kind: 'blob', name, digest: reference };
    case 'referrers':
      return { kind: 'referrers', name, digest: reference };
    case 'tags':
      return reference === 'list' ? { kind: 'tags', name, page: pageOf(searchParams) } : { kind: 'unknown' };
    default:
      return { kind: 'unknown' };
  }
}

function pageOf(query: URLSearchParams): TagPage {
  const count = query.get('n') ?? '';
  return { count: /^\d+$/.test(count) ? Number(count) : undefined, last: query.get('last') ?? undefined };
}
