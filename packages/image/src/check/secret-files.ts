const secretFiles: readonly { readonly what: string; readonly path: RegExp }[] = [
  {
    what: 'variables with their values',
    path: /(?:^|\/)\.env(?:\.(?!example|sample|template|dist|test)[\w-]+)?$/,
  },
  { what: 'an SSH key', path: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/ },
  { what: 'credentials of AWS', path: /(?:^|\/)\.aws\/credentials$/ },
  { what: 'passwords', path: /(?:^|\/)(?:\.netrc|\.git-credentials|\.pgpass|\.htpasswd)$/ },
  { what: 'logins of registries', path: /(?:^|\/)\.docker\/config\.json$/ },
  { what: 'credentials of a cluster', path: /(?:^|\/)\.kube\/config$/ },
  { what: 'the history of a repository', path: /(?:^|\/)\.git\/HEAD$/ },
];

/** Of these names many hold no secret: only whoever copies one by its name is told. */
const likelyFiles: typeof secretFiles = [
  { what: 'logins of registries', path: /(?:^|\/)(?:\.npmrc|\.pypirc|\.yarnrc\.yml)$/ },
  { what: 'a private key', path: /(?:^|\/)(?:[\w.-]*key\.pem|[\w.-]+\.(?:key|p12|pfx|jks|keystore))$/ },
  { what: 'credentials of a cloud', path: /(?:^|\/)(?:service[-_]?account[\w-]*|credentials)\.json$/ },
  { what: 'the state of Terraform', path: /(?:^|\/)[\w.-]*\.tfstate$/ },
];

/** As {@link secretFile}, of a path that a Dockerfile copies to a place; one that is likely may hold none all the same. */
export function copiedSecretFile(
  path: string,
  place: string,
): { readonly what: string; readonly isLikely: boolean } | undefined {
  const certain = secretFile(path);
  if (certain !== undefined) return { what: certain, isLikely: false };
  if (publicName.test(path) || publicPlace.test(place)) return undefined;
  const likely = likelyFiles.find((one) => one.path.test(path));
  return likely && { what: likely.what, isLikely: true };
}

/** Keys that others are told by. */
const publicName = /(?:^|[/._-])pub(?:lic)?(?:[._-]|key|$)[^/]*$/i;
const publicPlace = /^["']?(?:\/etc\/(?:apt|pki|ssl\/certs)(?:\/|["']?$)|(?:.*\/)?keyrings\/)/;

/** What a file of this path usually holds, where that is secret. */
export function secretFile(path: string): string | undefined {
  return secretFiles.find((one) => one.path.test(path))?.what;
}
