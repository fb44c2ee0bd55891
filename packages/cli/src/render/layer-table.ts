import type { AuditedImage } from '@pipeline-lab/image/check';
import { bytes } from './units.ts';
import { harmless } from './visible.ts';

/** The layers of an image with their sizes, lowest first. */
export function layerTable({ reference, layers }: AuditedImage): string {
  const total = layers.reduce((sum, { size }) => sum + size, 0);
  const rows = layers.map(({ size, createdBy }, index) => {
    const command = createdBy.length > 80 ? `${createdBy.slice(0, 79)}…` : createdBy;
    return `${String(index + 1).padStart(4)}  ${bytes(size).padStart(9)}  ${harmless(command)}`.trimEnd();
  });
  const count = `${layers.length} layer${layers.length === 1 ? '' : 's'}`;
  return [`${harmless(reference)}: ${count}, ${bytes(total)} uncompressed`, ...rows, ''].join('\n');
}
