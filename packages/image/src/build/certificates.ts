export function extraCertificates(): string {
  throw new Error('not yet');
}
