import { pathToFileURL } from 'node:url';

/** What stands for the page that Jenkins has of a build or a job: the folder that holds it. */
export function folderUrl(folder: string): string {
  return pathToFileURL(`${folder}/`).href;
}
