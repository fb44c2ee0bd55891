export async function pruneStore(
  _storeDir: string,
  _keepBytes: number,
): Promise<{ blobs: number; bytes: number }> {
  throw new Error('not yet');
}
